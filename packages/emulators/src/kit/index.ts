/** Tools for writing an emulator: server, request log, faults, latency, quotas, clock, certificates. @packageDocumentation */
export type { Certificates } from './certificates.js';
export { createCertificates } from './certificates.js';
export type { Clock } from './clock.js';
export { createClock } from './clock.js';
export { damagedBody } from './damaged-body.js';
export type { EmulatorDefinition, EmulatorOptions, Refusal, RunningEmulator } from './emulator.js';
export { startEmulator } from './emulator.js';
export type { FaultKind, FaultOptions, FaultPlan, PlannedFault } from './fault-plan.js';
export { createFaultPlan } from './fault-plan.js';
export { forwardTo } from './forward.js';
export type { HttpServer, HttpServerOptions } from './http-server.js';
export { startHttpServer } from './http-server.js';
export type { Call, LoggedRequest, RequestFilter, RequestLog, WritableRequestLog } from './request-log.js';
export { createRequestLog } from './request-log.js';
export type { TokenBucket } from './token-bucket.js';
export { createTokenBucket } from './token-bucket.js';
export type { WireOutcome, WireRequest, WireResponse } from './wire.js';
export { bodyText } from './wire.js';

import type { Certificates } from './certificates.js';
import { createCertificates } from './certificates.js';
import type { Clock } from './clock.js';
import { createClock } from './clock.js';
import { damagedBody } from './damaged-body.js';
import type { FaultKind, FaultOptions, FaultPlan, PlannedFault } from './fault-plan.js';
import { createFaultPlan } from './fault-plan.js';
import { startHttpServer } from './http-server.js';
import type { Call, RequestLog } from './request-log.js';
import { createRequestLog } from './request-log.js';
import type { TokenBucket } from './token-bucket.js';
import { createTokenBucket } from './token-bucket.js';
import { waitFor } from './wait.js';
import type { WireOutcome, WireRequest, WireResponse } from './wire.js';

/** Why a call is refused before the backend looks at it. */
export type Refusal = 'unauthenticated' | 'forbidden' | 'rate-limited' | 'unavailable';

/** A backend's own part: what a request means, how it is answered, and its words for a refusal. */
export interface EmulatorDefinition<C extends Call> {
  /** Reads what the log and the fault plan need to know. It must not throw, whatever was sent. */
  identify(request: WireRequest): C;
  /** The native answer for a refusal. */
  refuse(refusal: Refusal, call: C): WireResponse;
  /** The native answer for an error by its code; without this member, `native` faults are answered with status 500. */
  refuseWith?(code: string, call: C): WireResponse;
  /** Carries the call out. */
  handle(request: WireRequest, call: C): WireResponse | Promise<WireResponse>;
  /** Which quota the call draws on. Default: one for all calls. */
  quotaOf?(call: C): string;
}

/** What every emulator can be started with. */
export interface EmulatorOptions {
  /** Default: one that is free. */
  readonly port?: number;
  /** Every answer takes at least this long. */
  readonly latencyMs?: number;
  /** Calls a second before throttling. Default: no limit. */
  readonly tps?: number;
  /** Default: the system's time. */
  readonly clock?: Clock;
  /** Faults from the start. */
  readonly faults?: readonly PlannedFault[];
  /** Speaks https, with certificates made for this once or with given ones. */
  readonly tls?: boolean | Certificates;
}

/** A running emulator, whatever its backend. */
export interface RunningEmulator<C extends Call> {
  readonly url: string;
  readonly port: number;
  /** PEM of the authority that a client has to trust; only with `tls`. */
  readonly ca?: string;
  readonly clock: Clock;
  readonly requests: RequestLog<C>;
  /** Lets matching calls meet a fault, after those that were planned before. */
  fault(kind: FaultKind, options?: FaultOptions): void;
  /** Forgets every fault; answers that wait for it go out. */
  clearFaults(): void;
  /** Ends the server and every open connection. */
  close(): Promise<void>;
}

/**
 * Starts a server that logs, delays, throttles and disturbs calls, and lets the definition answer the others.
 *
 * @example
 * const emulator = await startEmulator({
 *   identify: ({ path }) => ({ operation: 'read', names: [path.slice(1)] }),
 *   refuse: (refusal) => ({ status: 503, body: JSON.stringify({ error: refusal }) }),
 *   handle: () => ({ status: 200, body: '{"value":"v"}' }),
 * });
 * emulator.fault('unavailable', { times: 1 });
 */
export async function startEmulator<C extends Call>(
  definition: EmulatorDefinition<C>,
  options: EmulatorOptions = {},
): Promise<RunningEmulator<C>> {
  const { port, latencyMs = 0, tps, clock = createClock(), faults = [] } = options;
  const tls = options.tls === true ? createCertificates() : options.tls || undefined;
  const log = createRequestLog<C>();
  const plan = createFaultPlan();
  for (const fault of faults) plan.add(fault);
  const hasQuota = createQuotas(definition, tps, clock);

  const server = await startHttpServer({
    ...(port !== undefined && { port }),
    ...(tls && { tls }),
    async answer(request) {
      const call = definition.identify(request);
      const complete = log.begin(call);
      await waitFor(latencyMs, [request.signal]);
      const fault = plan.take(call);
      if (fault) complete({ fault: fault.kind });
      const outcome = await meet(fault, { definition, request, call, plan, hasQuota });
      if (outcome !== 'hang-up') complete({ status: outcome.status });
      return outcome;
    },
  });

  return {
    url: server.url,
    port: server.port,
    ...(tls && { ca: tls.ca }),
    clock,
    requests: log,
    fault: (kind, planned) => plan.add({ ...planned, kind }),
    clearFaults: () => plan.clear(),
    close: () => server.close(),
  };
}

function createQuotas<C extends Call>({ quotaOf }: EmulatorDefinition<C>, tps: number | undefined, clock: Clock) {
  const buckets = new Map<string, TokenBucket>();
  return (call: C): boolean => {
    if (tps === undefined) return true;
    const key = quotaOf?.(call) ?? '';
    const bucket = buckets.get(key) ?? createTokenBucket({ perSecond: tps, clock });
    buckets.set(key, bucket);
    return bucket.take();
  };
}

interface Meeting<C extends Call> {
  readonly definition: EmulatorDefinition<C>;
  readonly request: WireRequest;
  readonly call: C;
  readonly plan: FaultPlan;
  hasQuota(call: C): boolean;
}

async function meet<C extends Call>(fault: PlannedFault | undefined, meeting: Meeting<C>): Promise<WireOutcome> {
  const { definition, request, call, plan, hasQuota } = meeting;
  const proceed = async () => (hasQuota(call) ? definition.handle(request, call) : definition.refuse('rate-limited', call));
  if (!fault) return proceed();
  switch (fault.kind) {
    case 'connection-reset':
      return 'hang-up';
    case 'drop-after-apply':
      await proceed();
      return 'hang-up';
    case 'malformed-body':
    case 'truncated-body':
      return damagedBody(fault.kind, await proceed());
    case 'slow':
      await waitFor(fault.delayMs, [request.signal, plan.cleared()]);
      return request.signal.aborted ? 'hang-up' : proceed();
    case 'native':
      return definition.refuseWith?.(fault.code ?? '', call) ?? { status: 500 };
    case 'forbidden-batch':
      return definition.refuse('forbidden', call);
    default:
      return definition.refuse(fault.kind, call);
  }
}

/** Secret backends as strict servers on loopback. @packageDocumentation */
export type { AwsCall, AwsService } from './aws/aws-call.js';
export type { AwsKeys } from './aws/logins.js';
export type { DenyRule } from './aws/permissions.js';
export type { ParameterType, Tier } from './aws/ssm/parameter-table.js';
export type { ParameterDescription, SeedOptions, SsmConsole } from './aws/ssm/ssm-console.js';
export type { AwsEmulator, AwsEmulatorOptions, KmsConsole } from './aws/start-aws-emulator.js';
export { startAwsEmulator } from './aws/start-aws-emulator.js';
export { startAwsProxy } from './aws/start-aws-proxy.js';
export type { TrustRule, WebIdentity } from './aws/sts/roles.js';

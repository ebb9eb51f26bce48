/** Secrets in AWS Systems Manager Parameter Store, as a keyrack provider. @packageDocumentation */
export { type AwsSsmProvider, createAwsSsm } from './aws-ssm.js';
export type { SsmClient } from './client.js';
export { type AwsCredentials, type AwsIdentity, type AwsKeys, createAwsIdentity } from './identity.js';
export { type AwsSsmOptions, awsSsmOptions } from './options.js';

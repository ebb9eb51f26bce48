import type { OptionsOf, SettingsOf } from '@keyrack/core/provider';
import type { SsmClient } from './client.js';
import type { AwsCredentials } from './identity.js';

/** Options of `createAwsSsm`. */
export const awsSsmOptions = {
  region: {
    type: 'text',
    optional: true,
    env: 'AWS_REGION',
    description: 'Region of the parameters. Default: that of the profile.',
  },
  prefix: { type: 'text', default: '/', description: 'First part of every name.', example: '/shop' },
  endpoint: {
    type: 'text',
    optional: true,
    description: 'URL of the service, such as a VPC endpoint. Default: as the AWS tools do.',
  },
  profile: { type: 'text', optional: true, description: 'Profile in the shared configuration files to log in with.' },
  readRoleArn: { type: 'text', optional: true, description: 'Role to assume for everything that changes nothing.' },
  writeRoleArn: { type: 'text', optional: true, description: 'Role to assume for writing and deleting.' },
  kmsKeyId: {
    type: 'text',
    optional: true,
    description: 'Key that encrypts values. Default: the key `alias/aws/ssm` of the account.',
  },
  tier: {
    type: 'text',
    optional: true,
    choices: ['Standard', 'Advanced', 'Intelligent-Tiering'],
    description: 'Values of up to 4,096 bytes, or 8,192 in the other two tiers, which cost. Default: as the account says.',
  },
  description: { type: 'text', optional: true, description: 'Description of the parameters that are written.' },
  tags: { type: 'record', optional: true, description: 'Tags of the parameters that are written.', example: "{ team: 'shop' }" },
  credentials: { type: 'object', optional: true, secret: true, description: 'Login, as `createAwsIdentity` makes it.' },
  client: { type: 'object', optional: true, description: 'Ready client, such as an `SSM` object of the official SDK.' },
} as const;

interface Objects {
  readonly credentials?: AwsCredentials | undefined;
  readonly client?: SsmClient | undefined;
}

/** What `createAwsSsm` takes. */
export type AwsSsmOptions = OptionsOf<typeof awsSsmOptions, Objects>;

/** Options with defaults and environment applied. */
export type AwsSsmSettings = Omit<SettingsOf<typeof awsSsmOptions>, keyof Objects> & Objects;

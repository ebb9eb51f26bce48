import { createClock } from '../kit/clock.js';
import type { EmulatorOptions, RunningEmulator } from '../kit/emulator.js';
import { startEmulator } from '../kit/emulator.js';
import { answerCall } from './answer-call.js';
import type { AwsCall } from './aws-call.js';
import { identifyCall } from './aws-call.js';
import { createBackend } from './backend.js';
import type { AwsKeys } from './logins.js';
import type { DenyRule } from './permissions.js';
import { refuseCall, refuseWithCode } from './refusals.js';
import type { SsmConsole } from './ssm/ssm-console.js';
import { createSsmConsole } from './ssm/ssm-console.js';
import type { TrustRule, WebIdentity } from './sts/roles.js';

/** How the emulator is started. */
export interface AwsEmulatorOptions extends EmulatorOptions {
  /** The region of `credentials`, `ssm` and `kms`. Every other region works too, with parameters and keys of its own. */
  readonly region?: string;
}

/** A running emulator of Parameter Store, KMS and STS behind one endpoint. */
export interface AwsEmulator extends RunningEmulator<AwsCall> {
  /** A login that may do everything. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string; readonly region: string };
  /** The variables that official clients and tools read. */
  readonly env: Readonly<Record<string, string>>;
  /** The parameters of the default region, from behind. */
  readonly ssm: SsmConsole;
  /** The parameters of any region, from behind. */
  ssmIn(region: string): SsmConsole;
  readonly kms: KmsConsole;
  /** A further user with keys of its own; it may do everything too. */
  addLogin(name: string): AwsKeys & { readonly arn: string };
  /** Forbids something, from now on. */
  deny(rule: DenyRule): void;
  /** Forgets what was forbidden. */
  allowAll(): void;
  /** Says who may assume a role; without such a rule every login of the account may. */
  trust(rule: TrustRule): void;
  /** A token for AssumeRoleWithWebIdentity; no other is accepted. */
  webIdentityToken(identity?: WebIdentity): string;
  /** Back to the start: no parameters, keys, rules, faults or entries in the log. Logins stay. */
  reset(): void;
}

/** Keys of the default region, from behind. */
export interface KmsConsole {
  /** A new key, under an alias such as `alias/shop`. */
  createKey(alias?: string): { readonly keyId: string; readonly arn: string };
  /** By id, ARN or alias. */
  disableKey(key: string): void;
  /** Enables a key again. */
  enableKey(key: string): void;
}

/**
 * Starts Parameter Store, KMS and STS on a free port of loopback, in this process.
 *
 * Requests must be signed, limits and alphabets are those of AWS, values are encrypted at rest.
 *
 * @example
 * const aws = await startAwsEmulator();
 * const client = new SSMClient({ endpoint: aws.url, region: aws.credentials.region, credentials: aws.credentials });
 * aws.ssm.seed('/shop/KEY', 'value');
 * aws.fault('rate-limited', { times: 2 });
 * await aws.close();
 */
export async function startAwsEmulator(options: AwsEmulatorOptions = {}): Promise<AwsEmulator> {
  const { region = 'us-east-1', clock = createClock() } = options;
  const backend = createBackend(clock);
  const { accessKeyId, secretAccessKey } = backend.logins.addUser('keyrack', { accessKeyId: 'AKIAKEYRACKEMULATOR1' });
  const emulator = await startEmulator<AwsCall>(
    {
      identify: (request) => identifyCall(request, backend.logins.arnOf),
      refuse: refuseCall,
      refuseWith: refuseWithCode,
      handle: (request, call) => answerCall(backend, request, call),
      quotaOf: ({ service }) => service,
    },
    { ...options, clock },
  );
  const ssmIn = (name: string) => createSsmConsole(() => backend.parameters(name));

  return {
    ...emulator,
    credentials: { accessKeyId, secretAccessKey, region },
    env: environment(emulator.url, { accessKeyId, secretAccessKey, region }),
    ssm: ssmIn(region),
    ssmIn,
    kms: {
      createKey: (alias) => backend.keys(region).create(alias === undefined ? {} : { alias }),
      disableKey: (key) => switchKey(key, false),
      enableKey: (key) => switchKey(key, true),
    },
    addLogin: (name) => backend.logins.addUser(name),
    deny: (rule) => backend.permissions.deny(rule),
    allowAll: () => backend.permissions.allowAll(),
    trust: (rule) => backend.roles.trust(rule),
    webIdentityToken: (identity) => backend.roles.issueToken(identity),
    reset() {
      backend.reset();
      emulator.clearFaults();
      emulator.requests.clear();
    },
  };

  function switchKey(key: string, enabled: boolean): void {
    backend.keys(region).find(key).enabled = enabled;
  }
}

function environment(
  url: string,
  { accessKeyId, secretAccessKey, region }: { accessKeyId: string; secretAccessKey: string; region: string },
): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: region,
    // The name that the Python tools know.
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    // Otherwise a client that finds no credentials asks the network for those of a virtual machine.
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

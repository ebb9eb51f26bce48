import { child } from '../yaml/node.js';
import type { AwsIdentity } from './aws-identity.js';
import { durationSeconds } from './duration.js';
import type { Hop } from './hop.js';

/** The kinds of identities that can log in to AWS, each with the function that translates one. */
export const awsKinds: ReadonlyMap<string, (hop: Hop) => AwsIdentity> = new Map([
  ['aws/user', user],
  ['aws/assume-role', assumeRole],
  ['aws/permission-set', permissionSet],
  ['aws/ambient', ambient],
  ['aws/emulator', ambient],
  ['ambient', ambient],
]);

// Grammar: https://atmos.tools/cli/configuration/auth/identities. `spec.profile` and `spec.web_identity_token_file` are ours: Atmos keeps
// the settings of clients there.

function ambient(hop: Hop): AwsIdentity {
  const { name, kind, node } = hop.entry;
  if (child(node, 'via') !== undefined)
    throw hop.fault(`identity ${name} of kind ${kind} cannot go through another. Remove its via.`);
  return given({ profile: hop.text('spec', 'profile'), ...place(hop) });
}

function user(hop: Hop): AwsIdentity {
  const { name } = hop.entry;
  const profile = hop.text('spec', 'profile');
  if (profile !== undefined) return given({ profile, ...place(hop) });
  if (hop.text('credentials', 'mfa_arn') !== undefined) {
    const text = `identity ${name} asks for an MFA code, which is not supported yet. Log in with the AWS CLI and use an identity of kind aws/ambient.`;
    throw hop.fault(text, 'UNSUPPORTED');
  }
  const accessKeyId = hop.text('credentials', 'access_key_id');
  const secretAccessKey = hop.text('credentials', 'secret_access_key');
  if (accessKeyId === undefined) {
    const text = `identity ${name} has no credentials.access_key_id, or the variable that it names is not set. Keys in Atmos's keyring are not read.`;
    throw hop.fault(text, 'UNAUTHENTICATED');
  }
  if (secretAccessKey === undefined) {
    const text = `identity ${name} has credentials.access_key_id but no secret_access_key, or the variable that it names is not set.`;
    throw hop.fault(text, 'UNAUTHENTICATED');
  }
  return given({ accessKeyId, secretAccessKey, sessionToken: hop.text('credentials', 'session_token'), ...place(hop) });
}

function assumeRole(hop: Hop): AwsIdentity {
  const { name } = hop.entry;
  const roleArn = hop.text('principal', 'assume_role');
  if (roleArn === undefined) {
    throw hop.fault(`identity ${name} has no principal.assume_role. Write the ARN of the role there.`);
  }
  const webIdentityTokenFile = hop.text('spec', 'web_identity_token_file');
  const source = hop.source();
  const provider = hop.provider();
  if (provider && webIdentityTokenFile === undefined) {
    const { name: through, kind } = provider.entry;
    const text = `identity ${name} takes its role through the provider ${through} (${kind}), which is not supported yet. Go through an identity, or name a token file in spec.web_identity_token_file.`;
    throw hop.fault(text, 'UNSUPPORTED');
  }
  return given({
    roleArn,
    externalId: hop.text('principal', 'external_id'),
    sessionName: hop.text('principal', 'session_name'),
    durationSeconds: duration(hop),
    webIdentityTokenFile,
    source,
    ...place(hop, source, provider),
  });
}

function permissionSet(hop: Hop): AwsIdentity {
  const { name } = hop.entry;
  const provider = hop.provider();
  if (!provider) throw hop.fault(`identity ${name} has no via.provider. Name a provider of kind aws/iam-identity-center.`);
  const { kind, name: through } = provider.entry;
  if (kind !== 'aws/iam-identity-center') {
    throw hop.fault(`identity ${name} goes through ${through} of kind ${kind}. It needs one of kind aws/iam-identity-center.`);
  }
  const [startUrl, region] = [provider.text('start_url'), provider.text('region')];
  if (startUrl === undefined || region === undefined) throw provider.fault(`provider ${through} needs start_url and region.`);
  const roleName = hop.text('principal', 'name');
  if (roleName === undefined)
    throw hop.fault(`identity ${name} has no principal.name. Write the name of the permission set there.`);
  const session = provider.text('spec', 'sso_session');
  return given({
    sso: { startUrl, region, accountId: account(hop), roleName, ...(session !== undefined && { session }) },
    ...place(hop, undefined, provider),
  });
}

function account(hop: Hop): string {
  const { name } = hop.entry;
  const id = hop.text('principal', 'account', 'id');
  // Without quotes YAML reads a number, which forgets zeros at the beginning.
  if (id !== undefined) return id.padStart(12, '0');
  if (hop.text('principal', 'account', 'name') === undefined) {
    throw hop.fault(`identity ${name} has no principal.account.id. Write the account's number there.`);
  }
  const text = `identity ${name} names its account by name, which is not supported yet. Write its number in principal.account.id.`;
  throw hop.fault(text, 'UNSUPPORTED');
}

function duration(hop: Hop): number | undefined {
  const written = hop.text('principal', 'duration') ?? hop.text('session', 'duration');
  const seconds = written === undefined ? undefined : durationSeconds(written);
  if (written === undefined || seconds !== undefined) return seconds;
  throw hop.fault(`identity ${hop.entry.name} has a duration that is none. Write it like 1h30m.`);
}

/** Region and endpoint of a hop: its own, else those of the hop before it. */
function place(hop: Hop, source?: AwsIdentity, provider?: Hop): Pick<AwsIdentity, 'region' | 'endpoint'> {
  const region =
    hop.text('principal', 'region') ?? hop.text('credentials', 'region') ?? source?.region ?? provider?.text('region');
  const endpoint = endpointOf(hop) ?? source?.endpoint ?? (provider && endpointOf(provider));
  return { ...(region !== undefined && { region }), ...(endpoint !== undefined && { endpoint }) };
}

function endpointOf(hop: Hop): string | undefined {
  return (
    hop.text('spec', 'endpoint_url') ??
    hop.text('credentials', 'aws', 'resolver', 'url') ??
    hop.text('spec', 'aws', 'resolver', 'url')
  );
}

type Loose<T> = { readonly [K in keyof T]?: T[K] | undefined };

function given(parts: Loose<AwsIdentity>): AwsIdentity {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
}

import { lazy, type SecretError, secretError } from '@keyrack/core/provider';
import { clientConfig, type OfficialLogins, officialLogins } from './client.js';
import { errors, kind, refused } from './errors.js';

/** Where AWS credentials come from, as plain data. Without anything, from where all AWS tools take them. */
export interface AwsIdentity {
  /** Access key, together with `secretAccessKey`. */
  readonly accessKeyId?: string | undefined;
  /** Secret half of the access key. */
  readonly secretAccessKey?: string | undefined;
  /** Token that belongs to a temporary access key. */
  readonly sessionToken?: string | undefined;
  /** Profile in the shared configuration files. */
  readonly profile?: string | undefined;
  /** Role to assume with the credentials of `source`, else with those named above, else with those at hand. */
  readonly roleArn?: string | undefined;
  /** External id that the role asks for. */
  readonly externalId?: string | undefined;
  /** Default: `keyrack`. */
  readonly sessionName?: string | undefined;
  /** Life of the session in seconds. Default: one hour. */
  readonly durationSeconds?: number | undefined;
  /** File with a token to assume the role with, instead of credentials. */
  readonly webIdentityTokenFile?: string | undefined;
  /** Account and role of IAM Identity Center to log in to. */
  readonly sso?: AwsSso | undefined;
  /** Region of the login service. */
  readonly region?: string | undefined;
  /** URL of the login service. */
  readonly endpoint?: string | undefined;
  /** The hop before this one. */
  readonly source?: AwsIdentity | undefined;
}

/** An account and role of IAM Identity Center, for which `aws sso login` has stored a token. */
export interface AwsSso {
  /** URL where `aws sso login` begins. */
  readonly startUrl: string;
  /** Region of IAM Identity Center. */
  readonly region: string;
  /** Number of the account. */
  readonly accountId: string;
  /** Name of the permission set in it. */
  readonly roleName: string;
  /** Name of the `sso-session` section, where the token was stored by one. */
  readonly session?: string | undefined;
}

/** Credentials of one login. */
export interface AwsKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

/** What official clients take as `credentials`. */
export type AwsCredentials = () => Promise<AwsKeys>;

// The margin of the SDK's own clients, so that theirs never runs out before ours.
const renewalMarginMs = 5 * 60_000;

/**
 * Makes credentials that are shared by all who hold them: each hop logs in once, at first use, and again before it expires.
 *
 * A failed login is tried again by the next call, and never replaced by another login.
 *
 * @throws `UNAUTHENTICATED` from the credentials, `PERMISSION_DENIED` when a role may not be assumed.
 * @example
 * const credentials = createAwsIdentity({ roleArn: 'arn:aws:iam::111122223333:role/reader', source: { profile: 'work' } });
 * const provider = createAwsSsm({ region: 'eu-central-1', credentials });
 */
export function createAwsIdentity(identity: AwsIdentity = {}, source?: AwsCredentials): AwsCredentials {
  if ((identity.accessKeyId === undefined) !== (identity.secretAccessKey === undefined))
    throw refused('an AWS identity needs `accessKeyId` and `secretAccessKey`, or neither.');
  if (identity.webIdentityTokenFile !== undefined && identity.roleArn === undefined)
    throw refused('an AWS identity with `webIdentityTokenFile` needs `roleArn`.');
  const before = source ?? (identity.source && createAwsIdentity(identity.source));
  let renewAt = Number.POSITIVE_INFINITY;
  const logIn = (): (() => Promise<AwsKeys>) =>
    lazy(async () => {
      const keys = await obtain(identity, before).catch((error: unknown) => {
        throw scrubbed(error, identity);
      });
      renewAt = (keys.expiration?.getTime() ?? Number.POSITIVE_INFINITY) - renewalMarginMs;
      return keys;
    });
  let current = logIn();
  return () => {
    if (Date.now() >= renewAt) {
      renewAt = Number.POSITIVE_INFINITY;
      current = logIn();
    }
    return current();
  };
}

async function obtain(identity: AwsIdentity, before: AwsCredentials | undefined): Promise<AwsKeys> {
  const { roleArn, webIdentityTokenFile, sessionName = 'keyrack', durationSeconds, region, endpoint } = identity;
  const official = await officialLogins();
  const config = clientConfig({ region, endpoint });
  const start = before ?? ownLogin(identity, official);
  if (roleArn === undefined) return (start ?? official.fromNodeProviderChain({ clientConfig: config }))();
  if (webIdentityTokenFile !== undefined) {
    const session = { roleSessionName: sessionName, ...(durationSeconds !== undefined && { durationSeconds }) };
    return official.fromTokenFile({ roleArn, webIdentityTokenFile, ...session, clientConfig: config })();
  }
  const params = {
    RoleArn: roleArn,
    RoleSessionName: sessionName,
    ExternalId: identity.externalId,
    DurationSeconds: durationSeconds,
  };
  return official.fromTemporaryCredentials({ params, clientConfig: config, ...(start && { masterCredentials: start }) })();
}

function ownLogin(identity: AwsIdentity, official: OfficialLogins): AwsCredentials | undefined {
  const { accessKeyId, secretAccessKey, sessionToken, sso, profile, region, endpoint } = identity;
  if (accessKeyId !== undefined && secretAccessKey !== undefined)
    return async () => ({ accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) });
  if (sso) {
    const { startUrl, session, accountId, roleName } = sso;
    const login = { ssoStartUrl: startUrl, ssoRegion: sso.region, ssoAccountId: accountId, ssoRoleName: roleName };
    return official.fromSSO({ ...login, ...(session !== undefined && { ssoSession: session }) });
  }
  return profile === undefined ? undefined : official.fromIni({ profile, clientConfig: clientConfig({ region, endpoint }) });
}

function scrubbed(error: unknown, { roleArn, profile }: AwsIdentity): SecretError {
  const target = roleArn ?? profile;
  const meant = errors.translate(error, { operation: 'login', target });
  if (meant.code !== 'UNKNOWN') return meant;
  const message = 'the login at AWS was refused. Look at the role, the token or the profile.';
  return secretError(message, { code: 'UNAUTHENTICATED', provider: kind, operation: 'login', target, original: error });
}

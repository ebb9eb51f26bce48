/**
 * Where AWS credentials come from, as plain data that every provider of AWS understands.
 *
 * Without keys, profile, role or single sign-on it means the login of the environment.
 */
export interface AwsIdentity {
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  readonly sessionToken?: string;
  /** A section of the shared configuration files. */
  readonly profile?: string;
  /** Assumed with the credentials of {@link AwsIdentity.source}, or with a web identity. */
  readonly roleArn?: string;
  readonly externalId?: string;
  readonly sessionName?: string;
  readonly durationSeconds?: number;
  readonly webIdentityTokenFile?: string;
  readonly sso?: {
    readonly startUrl: string;
    readonly region: string;
    readonly accountId: string;
    readonly roleName: string;
    readonly session?: string;
  };
  readonly region?: string;
  readonly endpoint?: string;
  /** The hop before this one. */
  readonly source?: AwsIdentity;
}

/** What AWS clients take as `credentials`; asked again when what it gave has expired. */
export type AwsCredentials = () => Promise<{
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}>;

/** Whether an identity needs more than the login of the environment. */
export function hasOwnLogin({ region: _region, endpoint: _endpoint, ...login }: AwsIdentity): boolean {
  return Object.keys(login).length > 0;
}

/**
 * The identity with a region for every hop that names none: that of the store which needs the login, whose part of AWS is the right one.
 * Without it the official clients ask in North Virginia, and print a warning.
 */
export function withLoginRegion(identity: AwsIdentity, region: string | undefined): AwsIdentity {
  if (region === undefined) return identity;
  const { source } = identity;
  return { region, ...identity, ...(source && { source: withLoginRegion(source, region) }) };
}

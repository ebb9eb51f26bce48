import type { Backend } from '../backend.js';
import { configError } from '../config-error.js';
import type { ProviderModule } from '../kinds.js';
import { type AwsCredentials, hasOwnLogin, withLoginRegion } from './aws-identity.js';
import { type Login, takesIdentity } from './logins.js';
import { namedCredentials } from './named-credentials.js';

type Options = Readonly<Record<string, unknown>>;

/** Completes the options of cloud backends with login, region and endpoint. */
export interface LoginOptions {
  of(own: Options, login: Login | undefined, module: ProviderModule, backend: Backend): Options;
}

/** Makes the {@link LoginOptions} of one project: stores that share an identity share its login. */
export function createLoginOptions(environment: Readonly<Record<string, string | undefined>>): LoginOptions {
  const credentials = new Map<Login, AwsCredentials>();
  // The second is one that other tools of AWS know and the official client for Node does not.
  const ambientRegion = environment.AWS_REGION || environment.AWS_DEFAULT_REGION || undefined;

  function credentialsOf(
    login: Login,
    region: string | undefined,
    { createAwsIdentity, install }: ProviderModule,
    kind: string,
  ): AwsCredentials {
    const known = credentials.get(login);
    if (known) return known;
    if (!createAwsIdentity) {
      const text = `the package of ${kind} is too old to log in as the identity ${login.name}. Run: ${install}@latest`;
      throw configError(text, 'login');
    }
    const created = namedCredentials(createAwsIdentity(withLoginRegion(login.identity, region)), login);
    credentials.set(login, created);
    return created;
  }

  return {
    of(own, login, module, { kind, identity: named }) {
      if (!takesIdentity(kind)) return own;
      // A profile is a login of the store's own, which only an identity of its own replaces.
      const identity = own.profile !== undefined && named === undefined ? {} : (login?.identity ?? {});
      const region = own.region ?? identity.region ?? ambientRegion;
      const endpoint = own.endpoint ?? identity.endpoint;
      const { profile, ...others } = own;
      return {
        ...others,
        ...(region !== undefined && { region }),
        ...(endpoint !== undefined && { endpoint }),
        ...(login && hasOwnLogin(identity)
          ? { credentials: credentialsOf(login, typeof region === 'string' ? region : undefined, module, kind) }
          : profile !== undefined && { profile }),
      };
    },
  };
}

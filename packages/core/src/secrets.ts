import type { CacheSettings } from './cache.js';
import type { Coordinate } from './coordinate.js';
import type { Masker } from './masker-interface.js';
import type { Secret } from './secret.js';
import type { SecretError } from './secret-error.js';
import type { Address, CallOptions, SecretProvider, SecretStatus, SetOptions, StatusEntry } from './secret-provider.js';

/** How callers name a secret: text in the form of `formatCoordinate`, a coordinate, or a native address. */
export type SecretName = string | Coordinate | Address;

/** How a secret is read. */
export interface ReadOptions extends CallOptions {
  /** Version to read, as the backend names it. Default: the newest. */
  readonly version?: string | undefined;
  /** Part of a structured value, such as `.database.password`. */
  readonly path?: string | undefined;
}

/** One result of `getMany`: the secret, its absence, or the failure of that name alone. */
export type SecretResult = { readonly secret: Secret } | { readonly absent: true } | { readonly error: SecretError };

/** The results of `getMany`, one for each name in order. */
export type SecretResults<Names extends readonly SecretName[]> = { readonly [Index in keyof Names]: SecretResult };

/** What applications hold: secrets by name, whatever the backend. */
export interface Secrets {
  /**
   * The secret of a name, or the part of it that `path` names, read now unless the cache holds it.
   *
   * @throws `NOT_FOUND` when the secret is absent; `INVALID_ARGUMENT` when it is there, but has no such part or the path is malformed;
   * any other code when it cannot be known.
   * @example
   * const key = (await secrets.get('prod/api/STRIPE_KEY')).reveal();
   */
  get(name: SecretName, options?: ReadOptions): Promise<Secret>;
  /** The secret of a name; `undefined` when the backend says that it is absent, or when it has no part at `path`. */
  find(name: SecretName, options?: ReadOptions): Promise<Secret | undefined>;
  /**
   * One result per name, in order. Costs as few calls as the backends allow.
   *
   * @example
   * const [user, password] = await secrets.getMany(['DB_USER', 'DB_PASSWORD']);
   * if ('secret' in user) connect(user.secret.reveal());
   */
  getMany<const Names extends readonly SecretName[]>(names: Names, options?: CallOptions): Promise<SecretResults<Names>>;
  /** Whether there is a value. Never reads it; `unknown` where the backend cannot tell without reading. */
  status(name: SecretName, options?: CallOptions): Promise<SecretStatus>;
  /** One status per name, in order. Costs as few calls as the backends allow. */
  statusMany(names: readonly SecretName[], options?: CallOptions): Promise<readonly StatusEntry[]>;
  /**
   * Creates or replaces a value. What the cache holds of the name is forgotten.
   *
   * @throws `UNSUPPORTED` when the backend is read-only or keeps no such metadata; `CONFLICT` when `ifVersion` does not hold.
   */
  set(name: SecretName, value: string, options?: SetOptions): Promise<{ readonly version?: string }>;
  /** Removes a value, and says whether there was one. */
  delete(name: SecretName, options?: CallOptions): Promise<boolean>;
  /**
   * Makes the value of an older version the newest one.
   *
   * @throws `NOT_FOUND` for an unknown version or secret; `UNSUPPORTED` when the backend has no rollback.
   */
  rollback(name: SecretName, version: string, options?: CallOptions): Promise<{ readonly version?: string }>;
}

/** Where one secret lies. */
export interface SecretLocation {
  /** The backend. */
  readonly provider: SecretProvider;
  /** Its place in the backend. */
  readonly address: Address;
  /** What messages call it. */
  readonly label: string;
}

/** Finds the location of a name; throws for a name that may not be used. */
export type Locate = (name: SecretName) => SecretLocation | Promise<SecretLocation>;

/** What a client does around the calls of its providers. */
export interface SecretsSettings {
  /** Registers every value before it is handed out. */
  readonly masker?: Masker | undefined;
  /** Keeps values in memory for so long. Default: no cache. Absence is never kept. */
  readonly cache?: CacheSettings | undefined;
  /** Deadline of one request in milliseconds; waiting for a free place does not count. Default: what the backend needs, usually 30,000. */
  readonly timeoutMs?: number | undefined;
  /** Deadline of a whole call in milliseconds, waiting and repetitions included. Default: none. */
  readonly totalMs?: number | undefined;
  /** Ends all calls when it aborts, beside the signal that a call has of its own. */
  readonly signal?: AbortSignal | undefined;
  /** Takes what backends warn of, for calls that bring no `warn` of their own. Default: nobody does. */
  readonly warn?: ((message: string) => void) | undefined;
}

import type { SecretError } from './secret-error.js';

/** Where a backend keeps a secret: path segments, or the exact native name. */
export type Address = { readonly path: readonly string[] } | { readonly reference: string };

/** What every call takes. */
export interface CallOptions {
  /** Aborting rejects the call with `signal.reason` itself. */
  readonly signal?: AbortSignal | undefined;
  /** Takes what the caller should know of a write that succeeded, never with a value in it. */
  readonly warn?: ((message: string) => void) | undefined;
}

/** How a value is read. */
export interface GetOptions extends CallOptions {
  /** Opaque version, as `versions` lists it. Default: the newest. */
  readonly version?: string | undefined;
}

/** How a value is written. */
export interface SetOptions extends CallOptions {
  /** Writes only onto this version, `absent` only creates; otherwise `CONFLICT` and nothing is written. */
  readonly ifVersion?: string | undefined;
  /** Replaces the description of the secret; left out, the present one stays. */
  readonly description?: string | undefined;
  /** Tags to add or to change; those that are not named here stay as they are. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/** A value as its backend keeps it. */
export interface SecretRecord {
  /** The clear value; JSON text when `encoding` says so. */
  readonly value: string;
  /** `json` when the backend keeps a number, boolean, null, list or map of its own type and `value` is its JSON text. */
  readonly encoding?: 'json';
  /** Version of this value, where the backend keeps versions. Opaque text. */
  readonly version?: string;
  /** When the value was written, where the backend tells. */
  readonly updatedAt?: Date;
}

/**
 * Whether a secret is there, answered without reading its value. `empty` says that the value is the empty text; only a backend that
 * shows it to anybody who may ask can tell, and one that cannot leaves it out.
 */
export type SecretStatus =
  | { readonly state: 'present'; readonly version?: string; readonly updatedAt?: Date; readonly empty?: true }
  | { readonly state: 'absent'; readonly reason?: string }
  | { readonly state: 'unknown'; readonly reason: string };

/** One result of a batch: a record, absence, or the failure of that item alone. */
export type BatchEntry = { readonly record: SecretRecord } | { readonly absent: true } | { readonly error: SecretError };

/** One result of a batch of questions: the status, or the failure of that item alone. */
export type StatusEntry = { readonly status: SecretStatus } | { readonly error: SecretError };

/** What one request of a batch covers: so many names, and, with the other units, of one folder or one document alone. */
export interface BatchLimit {
  /** Most names of one request. */
  readonly size: number;
  /** Whether the names may lie anywhere, or in one folder or document alone. */
  readonly unit: 'name' | 'folder' | 'document';
}

/** One secret of a listing, its value unread. */
export interface ListEntry {
  /** Where it lies. */
  readonly address: Address;
  /** Its newest version, where a listing tells. */
  readonly version?: string;
  /** When its value was written, where a listing tells. */
  readonly updatedAt?: Date;
}

/** One version of a secret; versions are opaque text. */
export interface VersionEntry {
  readonly version: string;
  readonly createdAt?: Date;
  readonly readable: boolean;
  /** Names of this version, which `get` takes in place of it. They may move to another version. */
  readonly labels?: readonly string[];
}

/** How a backend fares. Never `healthy` without a call that succeeded. */
export interface HealthReport {
  readonly status: 'healthy' | 'degraded' | 'unavailable' | 'unknown';
  readonly details: Readonly<Record<string, string | number | boolean>>;
}

/** What the presence of a method cannot say. Data only. */
export interface ProviderLimits {
  /** Which forms of address the backend takes. */
  readonly addresses: readonly ('path' | 'reference')[];
  /** Longest value, in bytes of UTF-8. */
  readonly maxValueBytes: number;
  /** Whether the empty text is a value that can be stored. */
  readonly emptyValue: boolean;
  /** What `ifVersion` can do atomically: nothing, `absent` only, or any version. */
  readonly conditionalSet: 'none' | 'create' | 'version';
  /** What else than a value `set` can carry; the rest is refused as `UNSUPPORTED`. Default: nothing. */
  readonly metadata?: readonly ('description' | 'tags')[];
  /** Whether names that differ in upper and lower case alone are two names. */
  readonly caseSensitive: boolean;
  /** Whether `status` costs a request. */
  readonly statusCost: 'local' | 'remote';
  /** Parallel calls that the backend tolerates. */
  readonly concurrency: number;
  /**
   * Who repeats a request that failed in passing: `core`, the backend's own client (`sdk`), or nobody, because nothing passes (`none`).
   * Never two of them, since tries multiply.
   */
  readonly retry: 'core' | 'sdk' | 'none';
  /** Deadline of a request in milliseconds, where the usual 30,000 are too few: a file may be locked for longer. */
  readonly timeoutMs?: number;
  /** What one request of a batch covers, for each method that takes many addresses. */
  readonly batch?: BatchLimits;
}

/** What one request of each batch method covers. */
export interface BatchLimits {
  /** How many values one request reads. Default: all of them. */
  readonly getMany?: BatchLimit;
  /** How many names one request asks about. Default: all of them. */
  readonly statusMany?: BatchLimit;
}

/**
 * An object that talks to one backend. `get` is required; presence of any other method is the capability.
 *
 * Rules for all methods: `undefined` and `false` mean that the backend said "not there"; a refused or broken call throws a
 * `SecretError`; nothing is printed; no argument is changed; no value appears in an error.
 */
export interface SecretProvider {
  /** Version of this interface, checked when a client is made. */
  readonly contract: 1;
  /** `cloud/thing`, such as `aws/ssm`. */
  readonly kind: string;
  /** What the presence of methods cannot say. */
  readonly limits: ProviderLimits;

  /** The value at an address, `undefined` when the backend says that there is none. */
  get(address: Address, options?: GetOptions): Promise<SecretRecord | undefined>;

  /** Needs no right to read the value; a backend that cannot separate the two leaves it out. */
  status?(address: Address, options?: CallOptions): Promise<SecretStatus>;
  /** One entry per address, in order, whatever the number. */
  getMany?(addresses: readonly Address[], options?: CallOptions): Promise<readonly BatchEntry[]>;
  /** One entry per address, in order, whatever the number. Asks as {@link SecretProvider.status} does. */
  statusMany?(addresses: readonly Address[], options?: CallOptions): Promise<readonly StatusEntry[]>;
  /** Creates or replaces a value; the version is that of the new one. */
  set?(address: Address, value: string, options?: SetOptions): Promise<{ readonly version?: string }>;
  /** Says whether there was something to delete. */
  delete?(address: Address, options?: CallOptions): Promise<boolean>;
  /** Entries whose path begins with `prefix`, values unread. */
  list?(prefix: readonly string[], options?: CallOptions): AsyncIterable<ListEntry>;
  /** Every version that is still known; none for a secret that is not there. */
  versions?(address: Address, options?: CallOptions): AsyncIterable<VersionEntry>;
  /** Makes the value of an older version the newest one; later versions stay. `NOT_FOUND` for an unknown version or secret. */
  rollback?(address: Address, version: string, options?: CallOptions): Promise<{ readonly version?: string }>;
  /** The cheapest authenticated call; reads no secret. */
  check?(options?: CallOptions): Promise<HealthReport>;
  /** Canonical text of an address under the backend's own equality. Pure. */
  addressKey?(address: Address): string;
  /** May be called twice; calls after it reject. */
  close?(): Promise<void>;
}

/** The methods whose presence is a capability. */
export type Operation =
  | 'status'
  | 'getMany'
  | 'statusMany'
  | 'set'
  | 'delete'
  | 'list'
  | 'versions'
  | 'rollback'
  | 'check'
  | 'addressKey'
  | 'close';

/** A provider that certainly has these methods; what a factory returns. */
export type Supports<Ops extends Operation> = SecretProvider & Required<Pick<SecretProvider, Ops>>;

/**
 * Tells, for the compiler too, whether a provider has a method.
 *
 * @example
 * if (supports(provider, 'set')) await provider.set({ path: ['KEY'] }, 'value');
 */
export function supports<Op extends Operation>(provider: SecretProvider, operation: Op): provider is Supports<Op> {
  return typeof provider[operation] === 'function';
}

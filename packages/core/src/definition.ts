import type { ErrorTable } from './error-table.js';
import type {
  Address,
  BatchEntry,
  HealthReport,
  ProviderLimits,
  SecretRecord,
  SecretStatus,
  StatusEntry,
  VersionEntry,
} from './secret-provider.js';

/** What every call brings along. */
export interface Call {
  /** Always there; the call ends at once when it aborts, and what it started has to end, too. */
  readonly signal: AbortSignal;
  /** Takes what the caller should know although the call succeeds. */
  readonly warn: (message: string) => void;
}

/** A read; the version has the form that the definition asks for. */
export interface GetCall extends Call {
  /** The version that is wanted. `undefined`: the newest. */
  readonly version: string | undefined;
}

/** A write; what the limits do not name is never there. */
export interface SetCall extends Call {
  /** Write only onto this version; `absent` only creates. A version that does not hold is `CONFLICT`. `undefined`: write in any case. */
  readonly ifVersion: string | undefined;
  /** The new description. `undefined`: the present one stays. */
  readonly description: string | undefined;
  /** Tags to add or to change; others stay. `undefined`: all stay. */
  readonly tags: Readonly<Record<string, string>> | undefined;
}

/** How a backend names secrets. `Name` is whatever its methods work with: a text, or a file and a key in it. */
export interface Names<Name> {
  /**
   * The native name of an address, in one of the forms that `limits.addresses` lists.
   *
   * @throws `INVALID_ARGUMENT` for a name that the backend cannot have, or that may not be written.
   */
  of(address: Address, use: 'read' | 'write'): Name;
  /** A text that is the same for all names of one secret. */
  key(name: Name): string;
  /** The address of a name that was listed: a path when it was made from one. */
  address(name: Name): Address;
}

/** One secret of a listing under its native name. */
export interface Listed<Name> {
  /** Its native name; `Names.address` makes an address of it. */
  readonly name: Name;
  /** Its newest version, where the listing tells. */
  readonly version?: string;
  /** When its value was written, where the listing tells. */
  readonly updatedAt?: Date;
}

/**
 * What an author writes: the calls of one backend, on native names.
 *
 * `get` is required; presence of any other method is the capability. An absent secret is `undefined`, `false` or an error that `errors`
 * takes for `NOT_FOUND`.
 */
export interface ProviderDefinition<Name> {
  /** `cloud/thing`, such as `aws/ssm`. */
  readonly kind: string;
  /** What the presence of methods cannot say. */
  readonly limits: ProviderLimits;
  /** What native errors mean; whatever a method throws is translated by it. */
  readonly errors: ErrorTable;
  /** How addresses become native names; `createNames` and `addressNames` make them. */
  readonly names: Names<Name>;
  /** The form of a version. Default: 1 to 256 letters, digits and `_.:@+=-`. */
  readonly version?: RegExp;

  /** The value of a name, and `undefined` when the backend says that there is none. */
  get(name: Name, call: GetCall): Promise<SecretRecord | undefined>;
  /** Whether there is a value, without a right to read it. */
  status?(name: Name, call: Call): Promise<SecretStatus>;
  /** Different names, as many as one request takes; one entry each, in order. */
  getMany?(names: readonly Name[], call: Call): Promise<readonly BatchEntry[]>;
  /** Different names, as many as one request takes; one entry each, in order. `status` is made from it when it is left out. */
  statusMany?(names: readonly Name[], call: Call): Promise<readonly StatusEntry[]>;
  /** Creates or replaces a value that the limits allow; the version is that of the new one. */
  set?(name: Name, value: string, call: SetCall): Promise<{ readonly version?: string }>;
  /** Says whether there was something to delete. */
  delete?(name: Name, call: Call): Promise<boolean>;
  /** At least what lies below the prefix; what does not is left out around it. */
  list?(prefix: readonly string[], call: Call): AsyncIterable<Listed<Name>>;
  /** Every version that is still known. */
  versions?(name: Name, call: Call): AsyncIterable<VersionEntry>;
  /** Makes the value of an older version the newest one; an unknown version is an error for `NOT_FOUND`. */
  rollback?(name: Name, version: string, call: Call): Promise<{ readonly version?: string }>;
  /** The cheapest authenticated call; reads no secret. It is never repeated. */
  check?(call: Call): Promise<HealthReport>;
  /** Ends what is open. It runs once, and calls after it are refused. */
  close?(): Promise<void>;
}

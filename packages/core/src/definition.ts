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
  readonly version: string | undefined;
}

/** A write; what the limits do not name is never there. */
export interface SetCall extends Call {
  readonly ifVersion: string | undefined;
  readonly description: string | undefined;
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
  readonly name: Name;
  readonly version?: string;
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
  readonly limits: ProviderLimits;
  readonly errors: ErrorTable;
  readonly names: Names<Name>;
  /** The form of a version. Default: 1 to 256 letters, digits and `_.:@+=-`. */
  readonly version?: RegExp;

  get(name: Name, call: GetCall): Promise<SecretRecord | undefined>;
  status?(name: Name, call: Call): Promise<SecretStatus>;
  /** Different names, as many as one request takes; one entry each, in order. */
  getMany?(names: readonly Name[], call: Call): Promise<readonly BatchEntry[]>;
  /** Different names, as many as one request takes; one entry each, in order. `status` is made from it when it is left out. */
  statusMany?(names: readonly Name[], call: Call): Promise<readonly StatusEntry[]>;
  set?(name: Name, value: string, call: SetCall): Promise<{ readonly version?: string }>;
  delete?(name: Name, call: Call): Promise<boolean>;
  /** At least what lies below the prefix; what does not is left out around it. */
  list?(prefix: readonly string[], call: Call): AsyncIterable<Listed<Name>>;
  versions?(name: Name, call: Call): AsyncIterable<VersionEntry>;
  rollback?(name: Name, version: string, call: Call): Promise<{ readonly version?: string }>;
  check?(call: Call): Promise<HealthReport>;
  close?(): Promise<void>;
}

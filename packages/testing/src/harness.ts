import type { Address, SecretProvider } from '@keyrack/core/provider';

/**
 * What can go wrong between a provider and its backend.
 *
 * - `unauthenticated`, `forbidden`: the backend refuses every call: no valid login, or no permission (for a file: unreadable).
 * - `forbidden-batch`: it refuses batch reads as a whole, and single reads work.
 * - `rate-limited`, `unavailable`: it throttles, or answers that it is out of order.
 * - `malformed-body`, `truncated-body`: it answers with text that cannot be parsed, or with the first half of an answer.
 * - `connection-reset`: the connection breaks during the call.
 * - `slow`: no answer comes before the caller gives up.
 * - `undecryptable`: the stored text is there and the key to it is the wrong one.
 */
export type FaultKind =
  | 'unauthenticated'
  | 'forbidden'
  | 'forbidden-batch'
  | 'rate-limited'
  | 'unavailable'
  | 'malformed-body'
  | 'truncated-body'
  | 'connection-reset'
  | 'slow'
  | 'undecryptable';

/** What a backend holds beside a value. */
export interface PeekedMetadata {
  readonly description?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * One provider over one fresh, empty backend, with ways to look at and disturb that backend behind the provider's back.
 *
 * A plain object: cases take its functions out and call them detached. An optional member is an ability; cases that need a missing
 * one are not selected.
 *
 * @example
 * const harness: Harness = {
 *   provider: createDemo({ url: server.url, token: 'demo-token' }),
 *   address: (name) => ({ path: ['contract', name] }),
 *   seed: (address, value) => server.seed(address, value),
 *   peek: (address) => server.peek(address),
 *   remove: (address) => server.remove(address),
 *   faults: ['forbidden', 'slow'],
 *   fault: (kind) => server.fault(kind),
 *   clearFaults: () => server.clearFaults(),
 *   canaries: ['demo-token'],
 *   dispose: () => server.close(),
 * };
 */
export interface Harness {
  /** The provider that is judged. */
  readonly provider: SecretProvider;
  /** Makes a further instance over the same backend. It must not hide what the factory does: no warming up. */
  createProvider?(): SecretProvider;

  /**
   * The address of a name that a case makes up; different names yield different addresses in one folder.
   *
   * Of a path it is the last segment, unescaped: names may be hostile, and it is the provider that has to cope.
   */
  address(name: string): Address;

  /** Stores a value out of band: not through the provider. */
  seed(address: Address, value: string): Promise<void>;
  /** The newest value that the backend holds, read out of band; `undefined` when there is none. */
  peek(address: Address): Promise<string | undefined>;
  /** Removes a secret out of band, if it is there. */
  remove(address: Address): Promise<void>;

  /** The faults that can occur with this backend and that {@link Harness.fault} can cause. */
  readonly faults: readonly FaultKind[];
  /** Every call of every instance meets this fault from now on, instead of an earlier one. */
  fault(kind: FaultKind): Promise<void>;
  /** The backend answers normally again. */
  clearFaults(): Promise<void>;

  /** From now on the provider's identity may not obtain plaintext, and everything else still works. */
  denyReads?(): Promise<void>;
  /** From now on the backend reports a failure for this one secret when it is read, and serves the others. */
  damage?(address: Address): Promise<void>;
  /** What the backend holds beside the value of this secret, read out of band; `undefined` when the secret is not there. */
  peekMetadata?(address: Address): Promise<PeekedMetadata | undefined>;
  /** Gives a version one more name, out of band. */
  label?(address: Address, version: string, label: string): Promise<void>;
  /** Requests (for a file: reads and writes of it) that all instances have made so far. */
  requestCount?(): number;

  /** Values of options marked secret: tokens, keys. Cases look for them in errors and output. */
  readonly canaries: readonly string[];
  /** Ends the backend and closes what is open. Called once, after every case. */
  dispose(): Promise<void>;

  /** Set by the `client` variant, where a cache and the planner stand between case and backend. Not for authors. */
  readonly indirect?: true;
}

/** Makes a fresh harness; it is called once for each case, and the harness of one case is never seen by another. */
export type MakeHarness = () => Harness | Promise<Harness>;

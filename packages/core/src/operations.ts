import type { Operation, SecretProvider } from './secret-provider.js';

/** What has to be known of an operation by whatever treats all of them alike. */
export interface OperationTraits {
  /** What its first argument is. */
  readonly takes: 'address' | 'addresses' | 'prefix' | 'nothing';
  /** How it answers. */
  readonly answers: 'once' | 'in steps' | 'at once';
  /** Whether it may change what the backend holds. */
  readonly changes: boolean;
}

// Plain objects, so that a bundle which asks nobody leaves them out.
const reading: OperationTraits = { takes: 'address', answers: 'once', changes: false };
const readingMany: OperationTraits = { takes: 'addresses', answers: 'once', changes: false };
const writing: OperationTraits = { takes: 'address', answers: 'once', changes: true };
const asking: OperationTraits = { takes: 'nothing', answers: 'once', changes: false };

/** The operations of a provider. Definition, decoration and tests go by this table, so that a new one is written here. */
export const operations: Readonly<Record<'get' | Operation, OperationTraits>> = {
  get: reading,
  status: reading,
  getMany: readingMany,
  statusMany: readingMany,
  list: { takes: 'prefix', answers: 'in steps', changes: false },
  versions: { takes: 'address', answers: 'in steps', changes: false },
  check: asking,
  set: writing,
  rollback: writing,
  delete: writing,
  addressKey: { takes: 'address', answers: 'at once', changes: false },
  close: asking,
};

/** Names of all operations, in the order of the table: what changes nothing comes first. */
export const operationNames: readonly ('get' | Operation)[] = /* @__PURE__ */ Object.keys(operations) as ('get' | Operation)[];

/** The methods of a provider that has them all. */
export type Methods = Required<Omit<SecretProvider, 'contract' | 'kind' | 'limits'>>;

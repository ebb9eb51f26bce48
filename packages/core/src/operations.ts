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

const traits = (takes: OperationTraits['takes'], answers: OperationTraits['answers'], changes = false): OperationTraits => ({
  takes,
  answers,
  changes,
});

/** The operations of a provider. Definition, decoration and tests go by this table, so that a new one is written here. */
export const operations: Readonly<Record<'get' | Operation, OperationTraits>> = {
  get: traits('address', 'once'),
  status: traits('address', 'once'),
  getMany: traits('addresses', 'once'),
  statusMany: traits('addresses', 'once'),
  list: traits('prefix', 'in steps'),
  versions: traits('address', 'in steps'),
  check: traits('nothing', 'once'),
  set: traits('address', 'once', true),
  rollback: traits('address', 'once', true),
  delete: traits('address', 'once', true),
  addressKey: traits('address', 'at once'),
  close: traits('nothing', 'once'),
};

/** Names of all operations, in the order of the table: what changes nothing comes first. */
export const operationNames: readonly ('get' | Operation)[] = Object.keys(operations) as ('get' | Operation)[];

/** The methods of a provider that has them all. */
export type Methods = Required<Omit<SecretProvider, 'contract' | 'kind' | 'limits'>>;

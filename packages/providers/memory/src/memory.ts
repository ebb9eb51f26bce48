import {
  type Address,
  defineProvider,
  formatAddress,
  inChunks,
  type ProviderLimits,
  parseOptions,
  type Supports,
} from '@keyrack/core/provider';
import { conflict, errors, kind } from './errors.js';
import { initialSecrets } from './initial-secrets.js';
import { type MemoryOptions, memoryOptions } from './options.js';
import { createVersionStore } from './version-store.js';

const limits = {
  addresses: ['path', 'reference'],
  maxValueBytes: 65_536,
  emptyValue: true,
  conditionalSet: 'version',
  caseSensitive: true,
  statusCost: 'local',
  concurrency: 16,
  // Memory needs no batches: it has them so that applications meet the same limits in tests as with a real backend.
  batch: { size: 10, unit: 'name' },
} satisfies ProviderLimits;

/** What {@link createMemory} returns: a provider with every optional method. */
export type MemoryProvider = Supports<
  'status' | 'getMany' | 'set' | 'delete' | 'list' | 'versions' | 'check' | 'addressKey' | 'close'
>;

/**
 * Keeps secrets and all their versions in memory, until the provider is closed or the process ends.
 *
 * The reference of the contract, and the double that stands in for a real backend in tests of applications.
 *
 * @throws `INVALID_ARGUMENT` when an option is malformed; all problems are listed at once.
 * @example
 * const secrets = createSecrets({ provider: createMemory({ secrets: { 'prod/api/STRIPE_KEY': 'sk_test_1' } }) });
 * const key = await secrets.get('prod/api/STRIPE_KEY');
 */
export function createMemory(options: MemoryOptions = {}): MemoryProvider {
  const { secrets = {} } = parseOptions(kind, memoryOptions, options);
  const store = createVersionStore(addressKey);
  for (const { address, value } of initialSecrets(secrets, { kind, limits })) store.write(address, value);

  return defineProvider({
    kind,
    limits,
    errors,
    addressKey,

    get: async (address, { version } = {}) => store.read(address, version),

    getMany: (addresses) =>
      inChunks(addresses, { size: limits.batch.size, concurrency: limits.concurrency }, async (chunk) =>
        chunk.map((address) => {
          const record = store.read(address);
          return record ? { record } : { absent: true as const };
        }),
      ),

    async status(address) {
      const newest = store.history(address).at(-1);
      return newest ? { state: 'present', version: newest.version, updatedAt: newest.updatedAt } : { state: 'absent' };
    },

    async set(address, value, { ifVersion } = {}) {
      const held = store.history(address).at(-1)?.version ?? 'absent';
      if (ifVersion !== undefined && ifVersion !== held) throw conflict(address);
      return { version: store.write(address, value).version };
    },

    delete: async (address) => store.remove(address),

    async *list(prefix) {
      for (const { address, newest } of store.entries()) {
        if (startsWith(address, prefix)) yield { address, version: newest.version, updatedAt: newest.updatedAt };
      }
    },

    async *versions(address) {
      for (const { version, updatedAt } of store.history(address).toReversed()) {
        yield { version, createdAt: updatedAt, readable: true };
      }
    },

    check: async () => ({ status: 'healthy', details: { secrets: store.entries().length } }),

    close: async () => store.clear(),
  });
}

function addressKey(address: Address): string {
  return 'path' in address ? `path ${formatAddress(address)}` : `reference ${address.reference}`;
}

function startsWith(address: Address, prefix: readonly string[]): boolean {
  const path = 'path' in address ? address.path : [];
  return prefix.every((segment, index) => path[index] === segment);
}

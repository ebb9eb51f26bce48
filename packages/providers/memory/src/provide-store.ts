import { type Address, defineProvider, type ProviderLimits, type Supports } from '@keyrack/core/provider';
import { conflict, errors, kind, unknownVersion } from './errors.js';
import { addressKey, type VersionStore } from './version-store.js';

const limits = {
  addresses: ['path', 'reference'],
  maxValueBytes: 65_536,
  emptyValue: true,
  conditionalSet: 'version',
  metadata: ['description', 'tags'],
  caseSensitive: true,
  statusCost: 'local',
  concurrency: 16,
  retry: 'none',
  // Memory needs no batches: it has them so that applications meet the same limits in tests as with a real backend.
  batch: { getMany: { size: 10, unit: 'name' } },
} satisfies ProviderLimits;

/** What {@link createMemory} returns: a provider with every optional method. */
export type MemoryProvider = Supports<
  'status' | 'getMany' | 'set' | 'delete' | 'list' | 'versions' | 'rollback' | 'check' | 'addressKey' | 'close'
>;

/**
 * The provider over a store. Apart from {@link createMemory}, so that the contract's harness can look at the store out of band.
 */
export function provideStore(store: VersionStore): MemoryProvider {
  return defineProvider({
    kind,
    limits,
    errors,
    names: { of: (address: Address) => address, key: addressKey, address: (address: Address) => address },

    get: async (address, { version }) => store.read(address, version),

    getMany: async (addresses) =>
      addresses.map((address) => {
        const record = store.read(address);
        return record ? { record } : { absent: true };
      }),

    async status(address) {
      const newest = store.history(address).at(-1);
      if (!newest) return { state: 'absent' };
      const { version, updatedAt, value } = newest;
      return { state: 'present', version, updatedAt, ...(value === '' && { empty: true }) };
    },

    async set(address, value, { ifVersion, description, tags }) {
      const held = store.history(address).at(-1)?.version ?? 'absent';
      if (ifVersion !== undefined && ifVersion !== held) throw conflict(address);
      return { version: store.write(address, value, { description, tags }).version };
    },

    delete: async (address) => store.remove(address),

    async *list() {
      for (const { address, newest } of store.entries())
        yield { name: address, version: newest.version, updatedAt: newest.updatedAt };
    },

    async *versions(address) {
      for (const { version, updatedAt } of store.history(address).toReversed()) {
        yield { version, createdAt: updatedAt, readable: true };
      }
    },

    async rollback(address, version) {
      const older = store.read(address, version);
      if (!older) throw unknownVersion(address);
      return { version: store.write(address, older.value).version };
    },

    check: async () => ({ status: 'healthy', details: { secrets: store.entries().length } }),

    close: async () => store.clear(),
  });
}

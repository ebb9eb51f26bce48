import { type Address, formatAddress } from '@keyrack/core/provider';
import { createBackend } from './backend.js';
import type { BrokenProvider } from './broken-provider.js';
import { soundProvider } from './sound.js';

/** Mistakes that let names meet, or that names can cause. */
export const brokenNamers: readonly BrokenProvider[] = [
  {
    title: 'sends names to a backend that ignores case',
    fails: ['names/different-paths-never-meet'],
    backend: () => createBackend((address) => formatAddress(address).toLowerCase()),
    make: (backend) => soundProvider(backend),
  },
  {
    title: 'joins segments without escaping them',
    fails: ['names/address-keys-differ-as-addresses-do', 'names/different-paths-never-meet'],
    backend: () => createBackend(joined),
    make: (backend) => ({ ...soundProvider(backend), addressKey: joined }),
  },
  {
    title: 'cuts long names',
    fails: ['names/very-long-one-round-trips-or-is-refused'],
    backend: () => createBackend((address) => formatAddress(address).slice(0, 256)),
    make: (backend) => soundProvider(backend),
  },
  {
    title: 'keeps names in an object that inherits',
    fails: ['names/inherited-properties-are-absent', 'names/inherited-properties-round-trip-or-are-refused'],
    make(backend) {
      const sound = soundProvider(backend);
      const inherited = (address: Address): boolean => 'path' in address && (address.path.at(-1) ?? '') in {};
      return {
        ...sound,
        async get(address, options) {
          const record = await sound.get(address, options);
          return inherited(address) ? { value: 'function' } : record;
        },
      };
    },
  },
  {
    title: 'puts names into addresses of the web as they are',
    fails: ['names/hostile-ones-round-trip-or-are-refused'],
    make(backend) {
      const sound = soundProvider(backend);
      return {
        ...sound,
        async set(address, value, options) {
          options?.signal?.throwIfAborted();
          decodeURIComponent(joined(address));
          return sound.set(address, value, options);
        },
      };
    },
  },
  {
    title: 'asks the backend for the key of an address',
    fails: ['names/address-keys-cost-no-request'],
    make(backend) {
      const sound = soundProvider(backend);
      return {
        ...sound,
        addressKey(address) {
          backend.faults.request({ operation: 'addressKey' }).catch(() => undefined);
          return sound.addressKey(address);
        },
      };
    },
  },
];

function joined(address: Address): string {
  return 'path' in address ? address.path.join('/') : address.reference;
}

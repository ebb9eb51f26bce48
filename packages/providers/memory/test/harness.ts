import { createFaultSwitch, faultyProvider, type Harness } from '@keyrack/testing';
import { provideStore } from '../src/provide-store.js';
import { createVersionStore } from '../src/version-store.js';

/** Memory behind a fault switch: what the cases do out of band goes to the store itself. */
export function memoryHarness(): Harness {
  const store = createVersionStore();
  const memory = provideStore(store);
  const faults = createFaultSwitch();
  const createProvider = () => faultyProvider(memory, faults);
  return {
    ...faults,
    provider: createProvider(),
    createProvider,
    address: (name) => ({ path: ['contract', name] }),
    seed: async (address, value) => void store.write(address, value),
    peek: async (address) => store.read(address)?.value,
    remove: async (address) => void store.remove(address),
    async peekMetadata(address) {
      const { description, tags = {} } = store.metadata(address) ?? {};
      return description === undefined ? { tags } : { description, tags };
    },
    dispose: () => memory.close(),
  };
}

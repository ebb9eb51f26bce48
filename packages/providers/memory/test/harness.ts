import { createFaultSwitch, faultyProvider, type Harness } from '@keyrack/testing';
import { createMemory } from '../src/index.js';

/** Memory behind a fault switch: what the cases do out of band goes to the memory itself. */
export function memoryHarness(): Harness {
  const memory = createMemory();
  const faults = createFaultSwitch();
  const createProvider = () => faultyProvider(memory, faults);
  return {
    ...faults,
    provider: createProvider(),
    createProvider,
    address: (name) => ({ path: ['contract', name] }),
    seed: async (address, value) => void (await memory.set(address, value)),
    peek: async (address) => (await memory.get(address))?.value,
    remove: async (address) => void (await memory.delete(address)),
    dispose: () => memory.close(),
  };
}

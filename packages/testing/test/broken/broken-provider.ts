import type { SecretProvider } from '@keyrack/core/provider';
import { captureOutput } from '../../src/capture-output.js';
import { contractCases } from '../../src/contract-cases.js';
import { type Harness, runCase, selectCases } from '../../src/index.js';
import { type Backend, createBackend } from './backend.js';

/** A provider with one mistake, and the cases that must find it. */
export interface BrokenProvider {
  readonly title: string;
  /** Ids of the cases that fail: exactly these. */
  readonly fails: readonly string[];
  /** Default: an ordinary one. */
  backend?(): Backend;
  make(backend: Backend): SecretProvider;
}

/** A harness over a backend whose provider may be broken. */
export function harnessOf({ backend: makeBackend = createBackend, make }: Pick<BrokenProvider, 'backend' | 'make'>): Harness {
  const backend = makeBackend();
  return {
    ...backend.faults,
    provider: make(backend),
    createProvider: () => make(backend),
    address: (name) => ({ path: ['contract', name] }),
    seed: async (address, value) => void backend.write(address, value),
    peek: async (address) => backend.history(address).at(-1)?.value,
    remove: async (address) => void backend.remove(address),
    async peekMetadata(address) {
      const { description, tags = {} } = backend.metadata.get(backend.keyOf(address)) ?? {};
      return { ...(description !== undefined && { description }), tags };
    },
    label: async (_, version, label) => void backend.labels.set(label, version),
    dispose: async () => {},
  };
}

/** The ids of the cases that a provider fails, sorted. What it prints meanwhile is dropped. */
export async function failuresOf(broken: Pick<BrokenProvider, 'backend' | 'make'>): Promise<string[]> {
  const { selected } = selectCases(harnessOf(broken), contractCases);
  const failed: string[] = [];
  await captureOutput(async () => {
    for (const one of selected) {
      await runCase(one, () => harnessOf(broken)).catch(() => failed.push(one.id));
    }
  });
  return failed.sort();
}

import type { Address } from '@keyrack/core/provider';
import type { Harness } from '@keyrack/testing';
import { createExampleVault, type ExampleVaultOptions, type ExampleVaultProvider } from '../src/index.js';
import { type ExampleVaultEmulator, startExampleVaultEmulator } from './emulator.js';

/** A provider for an emulator, as everybody makes it. */
export function providerAt(
  { url, token }: ExampleVaultEmulator,
  options: Partial<ExampleVaultOptions> = {},
): ExampleVaultProvider {
  return createExampleVault({ endpoint: url, token, prefix: 'shop/', ...options });
}

// Spelt without the help of the provider's own names, which are tested.
const nameOf = (address: Address): string => ('path' in address ? ['shop', ...address.path].join('/') : address.reference);

/** An emulator of its own, which can be disturbed and looked into from behind. */
export async function emulatorHarness(): Promise<Harness> {
  const vault = await startExampleVaultEmulator();
  return {
    provider: providerAt(vault),
    createProvider: () => providerAt(vault),
    address: (name) => ({ path: ['contract', name] }),
    seed: async (address, value) => vault.seed(nameOf(address), value),
    peek: async (address) => vault.peek(nameOf(address)),
    remove: async (address) => vault.remove(nameOf(address)),
    faults: [
      'unauthenticated',
      'forbidden',
      'rate-limited',
      'unavailable',
      'malformed-body',
      'truncated-body',
      'connection-reset',
      'slow',
    ],
    async fault(kind) {
      if (kind === 'undecryptable') throw new Error('nothing is decrypted here');
      vault.clearFaults();
      vault.fault(kind);
    },
    clearFaults: async () => vault.clearFaults(),
    requestCount: () => vault.requests.count(),
    canaries: [vault.token],
    dispose: () => vault.close(),
  };
}

import { parseOptions } from '@keyrack/core/provider';
import { kind } from './errors.js';
import { initialSecrets } from './initial-secrets.js';
import { type MemoryOptions, memoryOptions } from './options.js';
import { type MemoryProvider, provideStore } from './provide-store.js';
import { createVersionStore } from './version-store.js';

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
  const store = createVersionStore();
  const provider = provideStore(store);
  for (const { address, value } of initialSecrets(secrets, provider)) store.write(address, value);
  return provider;
}

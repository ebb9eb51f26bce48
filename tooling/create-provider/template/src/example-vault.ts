import {
  createNameCodec,
  createNames,
  defineProvider,
  type ProviderLimits,
  parseOptions,
  type Supports,
} from '@keyrack/core/provider';
import { createClient } from './client.js';
import { errors, kind } from './errors.js';
import { type ExampleVaultOptions, type ExampleVaultSettings, exampleVaultOptions } from './options.js';

const limits = {
  addresses: ['path'],
  maxValueBytes: 65_536,
  emptyValue: true,
  conditionalSet: 'none',
  caseSensitive: true,
  statusCost: 'remote',
  concurrency: 8,
  retry: 'core',
} satisfies ProviderLimits;

/** What {@link createExampleVault} returns. */
export type ExampleVaultProvider = Supports<'addressKey'>;

/**
 * Reads secrets of Example Vault.
 *
 * Does no I/O until the first call.
 *
 * @throws `INVALID_ARGUMENT` when an option is malformed; all problems are listed at once.
 * @example
 * const secrets = createSecrets({ provider: createExampleVault({ endpoint: 'https://vault.example.com' }) });
 * const key = await secrets.get('prod/api/STRIPE_KEY');
 */
export function createExampleVault(options: ExampleVaultOptions): ExampleVaultProvider {
  const settings: ExampleVaultSettings = parseOptions(kind, exampleVaultOptions, { ...options }) as ExampleVaultSettings;
  const client = createClient(settings);
  const { caseSensitive } = limits;
  const alphabet = { literal: 'A-Za-z0-9_-', separator: '/', mark: '.', maxLength: 512 };
  const codec = createNameCodec({ kind, caseSensitive, ...alphabet, prefix: settings.prefix });

  return defineProvider({
    kind,
    limits,
    errors,
    names: createNames({ kind, caseSensitive, codec }),

    async get(name, { signal }) {
      const { value, version } = await client.read(name, signal);
      return { value, ...(version !== undefined && { version: String(version) }) };
    },
  });
}

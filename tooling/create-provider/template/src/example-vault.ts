import {
  type Address,
  createNameCodec,
  defineProvider,
  type ProviderLimits,
  parseOptions,
  type SecretRecord,
  type Supports,
} from '@keyrack/core/provider';
import { createClient, type StoredSecret } from './client.js';
import { errors, incomplete, kind } from './errors.js';
import { type ExampleVaultOptions, type ExampleVaultSettings, exampleVaultOptions } from './options.js';

const limits = {
  addresses: ['path'],
  maxValueBytes: 65_536,
  emptyValue: true,
  conditionalSet: 'none',
  caseSensitive: true,
  statusCost: 'remote',
  concurrency: 8,
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
  const rules = { literal: 'A-Za-z0-9_-', separator: '/', mark: '.', caseSensitive: limits.caseSensitive, maxLength: 512 };
  const names = createNameCodec({ kind, ...rules, prefix: settings.prefix });
  // No reference ever comes here: `limits.addresses` does not list them.
  const nameOf = (address: Address): string => names.encode('path' in address ? address.path : [address.reference]);

  return defineProvider({
    kind,
    limits,
    errors,
    addressKey: nameOf,

    async get(address, { signal } = {}) {
      return recordOf(await client.read(nameOf(address), signal));
    },
  });
}

function recordOf({ value, version }: StoredSecret): SecretRecord {
  if (typeof value !== 'string') throw incomplete();
  return { value, ...(version !== undefined && { version: String(version) }) };
}

import { type FileSystem, readTextFile } from '@keyrack/core/files';
import {
  type Address,
  createNameCodec,
  defineProvider,
  type ProviderLimits,
  parseOptions,
  type Supports,
} from '@keyrack/core/provider';
import { readDocument } from './document.js';
import { errors, kind } from './errors.js';
import { type ExampleVaultOptions, exampleVaultOptions } from './options.js';

const limits = {
  addresses: ['path'],
  maxValueBytes: 65_536,
  emptyValue: true,
  conditionalSet: 'none',
  caseSensitive: true,
  statusCost: 'local',
  concurrency: 8,
} satisfies ProviderLimits;

/** What {@link createExampleVault} returns. */
export type ExampleVaultProvider = Supports<'addressKey'>;

/**
 * Reads secrets of Example Vault.
 *
 * Reads no file until the first call.
 *
 * @throws `INVALID_ARGUMENT` when an option is malformed; all problems are listed at once.
 * @example
 * const secrets = createSecrets({ provider: createExampleVault({ file: 'secrets/prod.json' }) });
 * const key = await secrets.get('STRIPE_KEY');
 */
export function createExampleVault(options: ExampleVaultOptions): ExampleVaultProvider {
  return createExampleVaultOn(undefined, options);
}

/** {@link createExampleVault} on a file system of one's own, which a test can disturb. */
export function createExampleVaultOn(files: FileSystem | undefined, options: ExampleVaultOptions): ExampleVaultProvider {
  const { file } = parseOptions(kind, exampleVaultOptions, options);
  const rules = { literal: 'A-Za-z0-9_-', separator: '/', mark: '.', caseSensitive: limits.caseSensitive, maxLength: 512 };
  const names = createNameCodec({ kind, ...rules });
  // No reference ever comes here: `limits.addresses` does not list them.
  const nameOf = (address: Address): string => names.encode('path' in address ? address.path : [address.reference]);

  return defineProvider({
    kind,
    limits,
    errors,
    addressKey: nameOf,

    async get(address, { signal } = {}) {
      const name = nameOf(address);
      const text = await readTextFile(file, { kind, operation: 'get', signal, files });
      const value = text === undefined ? undefined : readDocument(text, file).get(name);
      return value === undefined ? undefined : { value };
    },
  });
}

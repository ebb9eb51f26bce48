import { type FileSystem, readTextFile } from '@keyrack/core/files';
import {
  createNameCodec,
  createNames,
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
  retry: 'none',
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
  const { caseSensitive } = limits;
  const alphabet = { literal: 'A-Za-z0-9_-', separator: '/', mark: '.', maxLength: 512 };
  const codec = createNameCodec({ kind, caseSensitive, ...alphabet });

  return defineProvider({
    kind,
    limits,
    errors,
    names: createNames({ kind, caseSensitive, codec }),

    async get(name, { signal }) {
      const text = await readTextFile(file, { kind, operation: 'get', signal, files });
      const value = text === undefined ? undefined : readDocument(text, file).get(name);
      return value === undefined ? undefined : { value };
    },
  });
}

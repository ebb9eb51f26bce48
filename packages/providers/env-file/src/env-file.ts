import { resolve } from 'node:path';
import { type DotenvDocument, misreadWarning, readDotenv } from '@keyrack/core/dotenv';
import { type FileSystem, readTextFile, updateFile } from '@keyrack/core/files';
import {
  type Address,
  type Call,
  defineProvider,
  isSecretError,
  type ProviderLimits,
  parseOptions,
  type Supports,
} from '@keyrack/core/provider';
import { changedText, isVariable, namesIn, refusedIn, valueIn } from './document.js';
import { errors, kind, refuse, taken } from './errors.js';
import { type EnvFileOptions, envFileOptions } from './options.js';

const limits = {
  addresses: ['path'],
  // What an environment can hold: Linux takes 128 KiB for a variable with its name, and Windows less.
  maxValueBytes: 65_536,
  emptyValue: true,
  conditionalSet: 'create',
  caseSensitive: true,
  statusCost: 'local',
  concurrency: 8,
  retry: 'none',
  batch: { getMany: { unit: 'document', size: 10_000 } },
} satisfies ProviderLimits;

/** What {@link createEnvFile} returns. */
export type EnvFileProvider = Supports<'status' | 'getMany' | 'set' | 'delete' | 'list' | 'check' | 'addressKey' | 'close'>;

/**
 * Keeps secrets in a `.env` file, in clear, for machines whose user may know them all.
 *
 * Reads no file until the first call.
 *
 * @throws `INVALID_ARGUMENT` when an option is malformed; all problems are listed at once.
 * @example
 * const secrets = createSecrets({ provider: createEnvFile({ file: '.env.local' }) });
 * const key = await secrets.get('STRIPE_KEY');
 */
export function createEnvFile(options: EnvFileOptions): EnvFileProvider {
  return createEnvFileOn(undefined, options);
}

/** {@link createEnvFile} on a file system of one's own, which a test can disturb. */
export function createEnvFileOn(files: FileSystem | undefined, options: EnvFileOptions): EnvFileProvider {
  const { file: name, baseDir, lockTimeoutMs } = parseOptions(kind, envFileOptions, options);
  const file = resolve(baseDir ?? '', name);

  async function read(operation: string, signal: AbortSignal | undefined): Promise<DotenvDocument | undefined> {
    const text = await readTextFile(file, { kind, operation, signal, files, pipes: true });
    return text === undefined ? undefined : readDotenv(text);
  }

  function change(operation: string, { signal, warn }: Call, edit: (document: DotenvDocument) => string): Promise<boolean> {
    const transform = (text: string | undefined): string | undefined => {
      const next = edit(readDotenv(text ?? ''));
      // Nothing to delete is no reason to make a file.
      return text === undefined && next === '' ? undefined : next;
    };
    return updateFile(file, transform, { kind, operation, signal, warn, files, lockTimeoutMs });
  }

  return defineProvider({
    kind,
    // Waiting for the lock ends first, because its error names who holds it.
    limits: { ...limits, timeoutMs: lockTimeoutMs + 30_000 },
    errors,
    names: { of: nameOf, key: (name: string) => name, address: (name: string) => ({ path: [name] }) },

    async get(name, { signal }) {
      const value = valueIn(await read('get', signal), name, { file, operation: 'get' });
      return value === undefined ? undefined : { value };
    },

    async getMany(names, { signal }) {
      const document = await read('getMany', signal);
      return names.map((name) => {
        try {
          const value = valueIn(document, name, { file, operation: 'getMany' });
          return value === undefined ? { absent: true } : { record: { value } };
        } catch (error) {
          if (isSecretError(error)) return { error };
          throw error;
        }
      });
    },

    async status(name, { signal }) {
      const document = await read('status', signal);
      if (!document) return { state: 'absent', reason: `${file} does not exist` };
      const value = valueIn(document, name, { file, operation: 'status' });
      return value === undefined ? { state: 'absent' } : { state: 'present', ...(value === '' && { empty: true }) };
    },

    async set(name, value, call) {
      if (value.includes('\0'))
        throw refuse('a value of an environment holds no zero byte. Encode it, as base64 for example.', 'set');
      await change('set', call, (document) => {
        if (call.ifVersion === 'absent' && document.find(name) !== undefined) throw taken(name, 'set');
        return changedText(document, name, value, { file, operation: 'set' });
      });
      const warning = misreadWarning(name, value);
      if (warning !== undefined) call.warn(`${warning} Read it from ${file} with keyrack, or encode it, as base64 for example.`);
      return {};
    },

    delete: (name, call) =>
      change('delete', call, (document) => changedText(document, name, undefined, { file, operation: 'delete' })),

    async *list(_prefix, { signal }) {
      for (const name of namesIn(await read('list', signal))) yield { name };
    },

    async check({ signal }) {
      const document = await read('check', signal);
      const refusedLines = refusedIn(document).join(', ');
      const details = { file, exists: document !== undefined, names: namesIn(document).length };
      return { status: 'healthy', details: refusedLines === '' ? details : { ...details, refusedLines } };
    },

    // Nothing stays open between calls; those that come later are refused.
    async close() {},
  });
}

function nameOf(address: Address): string {
  const [name = '', ...others] = 'path' in address ? address.path : [];
  const flat = 'a .env file is one flat set of names, without stacks and components';
  if (others.length > 0) throw refuse(`${flat}. Declare the secret global, or keep it in another backend.`, 'address');
  if (isVariable(name)) return name;
  throw refuse('the name of a variable is letters of ASCII, digits and _, no digit first, at most 255.', 'address');
}

import { defineProvider, type ProviderLimits, parseOptions, type SecretRecord, type Supports } from '@keyrack/core/provider';
import { answerTo, parametersOf, recordOf, versionOf } from './answers.js';
import { createBatchReader } from './batch-reader.js';
import { createClients } from './connection.js';
import { errors, incomplete, kind } from './errors.js';
import { createNames, isBelow, selector } from './names.js';
import { type AwsSsmOptions, type AwsSsmSettings, awsSsmOptions } from './options.js';
import { createParameterWriter } from './parameter-writer.js';
import { checkedSettings } from './settings.js';
import { createStatusReader, namesInFilter } from './status-reader.js';

const limits = {
  addresses: ['path', 'reference'],
  // In bytes to be safe: the service speaks of 4 KB in its documentation and of characters in its refusals.
  maxValueBytes: 4096,
  emptyValue: false,
  conditionalSet: 'create',
  metadata: ['description', 'tags'],
  caseSensitive: true,
  statusCost: 'remote',
  concurrency: 8,
  // Three tries of the official client, which knows what may be repeated.
  retry: 'sdk',
  batch: { getMany: { size: 10, unit: 'name' }, statusMany: { size: namesInFilter, unit: 'name' } },
} satisfies ProviderLimits;

/** What {@link createAwsSsm} returns. */
export type AwsSsmProvider = Supports<
  'status' | 'getMany' | 'statusMany' | 'set' | 'delete' | 'list' | 'versions' | 'rollback' | 'check' | 'addressKey' | 'close'
>;

/**
 * Keeps secrets as `SecureString` parameters.
 *
 * Does no I/O and loads no SDK until the first call.
 *
 * @throws `INVALID_ARGUMENT` when an option is malformed; all problems are listed at once.
 * @example
 * const secrets = createSecrets({ provider: createAwsSsm({ region: 'eu-central-1', prefix: '/shop' }) });
 * const key = await secrets.get('prod/api/STRIPE_KEY');
 */
export function createAwsSsm(options: AwsSsmOptions = {}): AwsSsmProvider {
  const settings = checkedSettings(parseOptions(kind, awsSsmOptions, { ...options }) as AwsSsmSettings);
  const names = createNames(settings.prefix);
  const clients = createClients(settings);
  const status = createStatusReader(clients.reader);
  const readTen = createBatchReader(clients.reader);
  const writer = createParameterWriter(settings, clients.writer);

  async function readOne(name: string, version: string | undefined, abortSignal: AbortSignal): Promise<SecretRecord> {
    const ssm = await clients.reader();
    const Name = version === undefined ? name : `${name}:${version}`;
    const { Parameter } = await ssm.getParameter({ Name, WithDecryption: true }, { abortSignal });
    return recordOf(answerTo(Parameter, name, version));
  }

  return defineProvider({
    kind,
    limits: { ...limits, maxValueBytes: settings.tier === undefined || settings.tier === 'Standard' ? 4096 : 8192 },
    errors,
    names,
    version: selector,
    get: (name, { version, signal }) => readOne(name, version, signal),
    getMany: (ten, { signal }) => readTen(ten, signal),
    status: (name, { signal }) => status.one(name, signal),
    statusMany: async (some, { signal }) => (await status.many(some, signal)).map((found) => ({ status: found })),
    set: (name, value, call) => writer.set(name, value, call),

    async delete(Name, { signal }) {
      await (await clients.writer()).deleteParameter({ Name }, { abortSignal: signal });
      return true;
    },

    async *list(prefix, { signal }) {
      const folder = names.folder(prefix);
      const inFolder = { Key: 'Path', Option: 'Recursive', Values: [folder] };
      const page = { ParameterFilters: [inFolder], MaxResults: 50 };
      const ssm = await clients.reader();
      const below = parametersOf((NextToken) => ssm.describeParameters({ ...page, NextToken }, { abortSignal: signal }));
      for await (const { Name = '', ...found } of below) {
        if (!isBelow(folder, Name)) throw incomplete();
        yield { name: Name, ...versionOf(found) };
      }
    },

    // There are at most 100, oldest first. Their values come along, still encrypted.
    async *versions(Name, { signal }) {
      const ssm = await clients.reader();
      const page = { Name, MaxResults: 50 };
      const history = [];
      const all = parametersOf((NextToken) => ssm.getParameterHistory({ ...page, NextToken }, { abortSignal: signal }));
      for await (const older of all) history.push(answerTo(older, Name));
      for (const { Version, LastModifiedDate, Labels = [] } of history.reverse()) {
        const createdAt = LastModifiedDate && { createdAt: LastModifiedDate };
        yield { version: String(Version), ...createdAt, readable: true, ...(Labels.length > 0 && { labels: Labels }) };
      }
    },

    async rollback(name, version, { signal }) {
      const { value } = await readOne(name, version, signal);
      return writer.overwrite(name, value, signal);
    },

    // Whether a name is there that nobody uses: an answer to that shows that the login works.
    async check({ signal }) {
      await status.one(names.of({ path: ['keyrack-check'] }, 'read'), signal);
      return { status: 'healthy', details: { prefix: settings.prefix } };
    },

    close: async () => clients.close(),
  });
}

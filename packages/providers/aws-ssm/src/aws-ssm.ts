import {
  type Address,
  defineProvider,
  inChunks,
  type ListEntry,
  type ProviderLimits,
  parseOptions,
  type SecretRecord,
  type Supports,
  type VersionEntry,
} from '@keyrack/core/provider';
import { answerTo, parametersOf, recordOf, versionOf } from './answers.js';
import { createBatchReader } from './batch-reader.js';
import { abortedBy } from './client.js';
import { createClients } from './connection.js';
import { errors, incomplete, kind } from './errors.js';
import { canonical, createNames, isBelow } from './names.js';
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
  statusBatch: namesInFilter,
  concurrency: 8,
  batch: { size: 10, unit: 'name' },
} satisfies ProviderLimits;

/** What {@link createAwsSsm} returns. */
export type AwsSsmProvider = Supports<
  'status' | 'getMany' | 'set' | 'delete' | 'list' | 'versions' | 'rollback' | 'check' | 'addressKey' | 'close'
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
  const statusOf = createStatusReader(clients.reader);
  const readTen = createBatchReader(clients.reader);
  const writer = createParameterWriter(settings, clients.writer);

  async function readOne(address: Address, version: string | undefined, signal?: AbortSignal): Promise<SecretRecord> {
    const Name = names.read(address, version);
    const ssm = await clients.reader();
    const { Parameter } = await ssm.getParameter({ Name, WithDecryption: true }, abortedBy(signal));
    return recordOf(answerTo(Parameter, names.read(address), version));
  }

  return defineProvider({
    kind,
    limits: { ...limits, maxValueBytes: settings.tier === undefined || settings.tier === 'Standard' ? 4096 : 8192 },
    errors,
    addressKey: (address) => canonical(names.read(address)),
    status: async (address, { signal } = {}) => statusOf(names.read(address), signal),

    get: async (address, { version, signal } = {}) => readOne(address, version, signal),

    async getMany(addresses, { signal } = {}) {
      const wanted = addresses.map((address) => names.read(address));
      const distinct = [...new Map(wanted.map((name) => [canonical(name), name])).values()];
      const inTens = { size: limits.batch.size, concurrency: limits.concurrency };
      const entries = new Map(await inChunks(distinct, inTens, (ten) => readTen(ten, signal)));
      return wanted.map((name) => entries.get(canonical(name))!);
    },

    set: async (address, value, options = {}) => writer.set(names.write(address), value, options),

    async delete(address, { signal } = {}) {
      const Name = names.write(address);
      await (await clients.writer()).deleteParameter({ Name }, abortedBy(signal));
      return true;
    },

    async *list(prefix, { signal } = {}): AsyncGenerator<ListEntry> {
      const folder = names.folder(prefix);
      const inFolder = { Key: 'Path', Option: 'Recursive', Values: [folder] };
      const page = { ParameterFilters: [inFolder], MaxResults: 50 };
      const ssm = await clients.reader();
      const below = parametersOf((NextToken) => ssm.describeParameters({ ...page, NextToken }, abortedBy(signal)));
      for await (const { Name = '', ...found } of below) {
        if (!isBelow(folder, Name)) throw incomplete();
        yield { address: names.address(Name), ...versionOf(found) };
      }
    },

    // There are at most 100, oldest first. Their values come along, still encrypted.
    async *versions(address, { signal } = {}): AsyncGenerator<VersionEntry> {
      const Name = names.read(address);
      const ssm = await clients.reader();
      const page = { Name, MaxResults: 50 };
      const history = [];
      const all = parametersOf((NextToken) => ssm.getParameterHistory({ ...page, NextToken }, abortedBy(signal)));
      for await (const older of all) history.push(answerTo(older, Name));
      for (const { Version, LastModifiedDate, Labels = [] } of history.reverse()) {
        const createdAt = LastModifiedDate && { createdAt: LastModifiedDate };
        yield { version: String(Version), ...createdAt, readable: true, ...(Labels.length > 0 && { labels: Labels }) };
      }
    },

    async rollback(address, version, { signal } = {}) {
      const name = names.write(address);
      const { value } = await readOne(address, version, signal);
      return writer.overwrite(name, value, { signal });
    },

    // Whether a name is there that nobody uses: an answer to that shows that the login works.
    async check({ signal } = {}) {
      await statusOf(names.read({ path: ['keyrack-check'] }), signal);
      return { status: 'healthy', details: { prefix: settings.prefix } };
    },

    close: async () => clients.close(),
  });
}

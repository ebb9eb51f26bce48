import {
  defineProvider,
  errorTable,
  type ListEntry,
  type ProviderLimits,
  parseOptions,
  type Supports,
  secretError,
} from '@keyrack/core/provider';
import { placeOf, refuse } from './address.js';
import { about } from './errors.js';
import { type SopsOptions, sopsOptions } from './options.js';
import { entryOf, recordOf } from './record.js';
import { createVaults, type VaultCall } from './vaults.js';
import { thisMachine, type World } from './world.js';

const limits: ProviderLimits = {
  addresses: ['path'],
  // The format has no limit, but every read decrypts the whole file: what is larger belongs elsewhere.
  maxValueBytes: 1024 * 1024,
  emptyValue: true,
  conditionalSet: 'create',
  caseSensitive: true,
  statusCost: 'local',
  concurrency: 8,
  batch: { unit: 'document', size: 10_000 },
};

/** What {@link createSops} returns. */
export type SopsProvider = Supports<'status' | 'getMany' | 'set' | 'delete' | 'list' | 'check' | 'addressKey' | 'close'>;

/**
 * Keeps secrets in SOPS files: names in clear, values encrypted, to be committed with the code.
 *
 * Reads no file and loads no parser until the first call. Reading and changing need a private age key; asking what is there, and
 * making a file, do not.
 *
 * @throws `INVALID_ARGUMENT` when an option is malformed; all problems are listed at once.
 * @example
 * const secrets = createSecrets({ provider: createSops({ file: 'secrets/prod.enc.yaml' }) });
 * const key = await secrets.get('STRIPE_KEY');
 */
export function createSops(options: SopsOptions = {}): SopsProvider {
  return createSopsIn(thisMachine, options);
}

/** {@link createSops} in a world of one's own. */
export function createSopsIn(world: World, options: SopsOptions): SopsProvider {
  const settings = parseOptions('sops', sopsOptions, options, world.env);
  const { kind, file: ownFile } = settings;
  const errors = errorTable(kind, {});
  const vaults = createVaults(settings, world);
  const call = (operation: string, signal: VaultCall['signal'], warn?: VaultCall['warn']): VaultCall => ({
    kind,
    operation,
    signal,
    warn,
  });

  return defineProvider({
    kind,
    // Waiting for the lock ends first, because its error names who holds it.
    limits: { ...limits, timeoutMs: settings.lockTimeoutMs + 30_000 },
    errors,

    async get(address, { signal } = {}) {
      const by = call('get', signal);
      const { file, name } = placeOf(address, ownFile, by);
      const opened = await vaults.read(file, by);
      return opened && recordOf(opened, name, by);
    },

    async getMany(addresses, { signal } = {}) {
      const by = call('getMany', signal);
      const places = addresses.map((address) => placeOf(address, ownFile, by));
      const files = [...new Set(places.map(({ file }) => file))].map(async (file) => {
        return [file, await vaults.read(file, by).catch((error: unknown) => errors.translate(error, by))] as const;
      });
      const opened = new Map(await Promise.all(files));
      return Promise.all(places.map(({ file, name }) => entryOf(opened.get(file), name, by)));
    },

    async status(address, { signal } = {}) {
      const by = call('status', signal);
      const { file, name } = placeOf(address, ownFile, by);
      const vault = await vaults.find(file, by);
      if (!vault) return { state: 'absent', reason: `${vaults.place(file)} does not exist` };
      return about(vault.path, by, async () => {
        const document = await vault.closed(by);
        if (!document.has(name)) return { state: 'absent' };
        return { state: 'present', ...(document.isEmpty(name) && { empty: true }) };
      });
    },

    async set(address, value, { signal, warn, ifVersion } = {}) {
      const by = call('set', signal, warn);
      const { file, name } = placeOf(address, ownFile, by);
      await vaults.change(file, by, async (has, open) => {
        if (ifVersion === 'absent' && has(name)) throw taken(name, by);
        const document = await open();
        document.set(name, value);
        return document;
      });
      return {};
    },

    delete(address, { signal, warn } = {}) {
      const by = call('delete', signal, warn);
      const { file, name } = placeOf(address, ownFile, by);
      return vaults.change(file, by, async (has, open) => {
        if (!has(name)) return undefined;
        const document = await open();
        document.delete(name);
        return document;
      });
    },

    async *list(prefix, { signal } = {}): AsyncGenerator<ListEntry> {
      const by = call('list', signal);
      const [first, second, ...others] = prefix;
      if (first === undefined && ownFile === undefined)
        throw refuse('list needs the file to look into. Give it as the prefix', by);
      if (others.length > 0) return;
      const namesOf = async (file: string | undefined): Promise<readonly string[]> => {
        const vault = file === undefined ? undefined : await vaults.find(file, by);
        return vault ? (await vault.closed(by)).names() : [];
      };
      const own = second === undefined ? await namesOf(ownFile) : [];
      for (const name of own) if (first === undefined || first === name) yield { address: { path: [name] } };
      if (first === undefined) return;
      for (const name of await namesOf(first))
        if (second === undefined || second === name) yield { address: { path: [first, name] } };
    },

    async check({ signal } = {}) {
      const by = call('check', signal);
      if (ownFile === undefined) return { status: 'unknown', details: { reason: 'every secret names its own file' } };
      const vault = await vaults.find(ownFile, by);
      const names = (await vault?.closed(by))?.names().length ?? 0;
      const { identities, report } = await vaults.keys(by);
      const details = { file: vault?.path ?? vaults.place(ownFile), exists: vault !== undefined, names };
      if (identities.length > 0) return { status: 'healthy', details };
      return { status: 'degraded', details: { ...details, reason: `no private key: ${report}` } };
    },

    addressKey(address) {
      const { file, name } = placeOf(address, ownFile, { kind, operation: 'addressKey' });
      return JSON.stringify([vaults.place(file), name]);
    },

    async close() {
      vaults.forget();
    },
  });
}

function taken(name: string, { kind, operation }: VaultCall): Error {
  const message = `"${name}" is there already. Leave the condition away to replace it.`;
  return secretError(message, { code: 'CONFLICT', provider: kind, operation });
}

import {
  type Call,
  defineProvider,
  errorTable,
  type ProviderLimits,
  parseOptions,
  type SecretError,
  type SecretStatus,
  type Supports,
  secretError,
} from '@keyrack/core/provider';
import { type Place, placeNames, refuse } from './address.js';
import { about } from './errors.js';
import { type SopsOptions, sopsOptions } from './options.js';
import { entryOf, recordOf } from './record.js';
import { createVaults, type Vault, type VaultCall } from './vaults.js';
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
  retry: 'none',
  batch: { getMany: { unit: 'document', size: 10_000 }, statusMany: { unit: 'document', size: 10_000 } },
};

/** What {@link createSops} returns. */
export type SopsProvider = Supports<
  'status' | 'getMany' | 'statusMany' | 'set' | 'delete' | 'list' | 'check' | 'addressKey' | 'close'
>;

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
  const by = (operation: string, { signal, warn }: Call): VaultCall => ({ kind, operation, signal, warn });

  async function statusIn(vault: Vault | undefined, { file, name }: Place, call: VaultCall): Promise<SecretStatus> {
    if (!vault) return { state: 'absent', reason: `${vaults.place(file)} does not exist` };
    return about(vault.path, call, async () => {
      const document = await vault.closed(call);
      if (!document.has(name)) return { state: 'absent' };
      return { state: 'present', ...(document.isEmpty(name) && { empty: true }) };
    });
  }

  async function namesIn(file: string, call: VaultCall): Promise<readonly string[]> {
    const vault = await vaults.find(file, call);
    return vault ? (await vault.closed(call)).names() : [];
  }

  return defineProvider({
    kind,
    // Waiting for the lock ends first, because its error names who holds it.
    limits: { ...limits, timeoutMs: settings.lockTimeoutMs + 30_000 },
    errors,

    names: placeNames(kind, ownFile, vaults.place),

    async get({ file, name }, call) {
      const opened = await vaults.read(file, by('get', call));
      return opened && recordOf(opened, name, by('get', call));
    },

    // All of one file.
    async getMany(places, call) {
      const failed = (error: unknown): SecretError => errors.translate(error, { operation: 'getMany' });
      const opened = await vaults.read(places[0]!.file, by('getMany', call)).catch(failed);
      return Promise.all(places.map(({ name }) => entryOf(opened, name, by('getMany', call))));
    },

    async statusMany(places, call) {
      const vault = await vaults.find(places[0]!.file, by('status', call));
      return Promise.all(
        places.map((place) =>
          statusIn(vault, place, by('status', call)).then(
            (status) => ({ status }),
            (error: unknown) => ({ error: errors.translate(error, { operation: 'status', target: place.name }) }),
          ),
        ),
      );
    },

    async set({ file, name }, value, call) {
      await vaults.change(file, by('set', call), async (has, open) => {
        if (call.ifVersion === 'absent' && has(name)) throw taken(name, by('set', call));
        const document = await open();
        document.set(name, value);
        return document;
      });
      return {};
    },

    delete: ({ file, name }, call) =>
      vaults.change(file, by('delete', call), async (has, open) => {
        if (!has(name)) return undefined;
        const document = await open();
        document.delete(name);
        return document;
      }),

    async *list([first], call) {
      if (first === undefined && ownFile === undefined)
        throw refuse('list needs the file to look into. Give it as the prefix', by('list', call));
      if (ownFile !== undefined)
        for (const name of await namesIn(ownFile, by('list', call))) yield { name: { file: ownFile, name, path: [name] } };
      if (first === undefined) return;
      for (const name of await namesIn(first, by('list', call))) yield { name: { file: first, name, path: [first, name] } };
    },

    async check(call) {
      const asked = by('check', call);
      if (ownFile === undefined) return { status: 'unknown', details: { reason: 'every secret names its own file' } };
      const vault = await vaults.find(ownFile, asked);
      const names = (await vault?.closed(asked))?.names().length ?? 0;
      const { identities, report } = await vaults.keys(asked);
      const details = { file: vault?.path ?? vaults.place(ownFile), exists: vault !== undefined, names };
      if (identities.length > 0) return { status: 'healthy', details };
      return { status: 'degraded', details: { ...details, reason: `no private key: ${report}` } };
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

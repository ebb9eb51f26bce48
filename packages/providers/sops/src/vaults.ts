import { readTextFile, updateFile } from '@keyrack/core/files';
import { type CallOptions, createSharedRuns } from '@keyrack/core/provider';
import { type AgeIdentities, type ClosedDocument, type OpenDocument, sopsFormat } from './client.js';
import { about, type SopsCall } from './errors.js';
import { refuseForeignVault } from './foreign-keys.js';
import { createKeySource } from './key-source.js';
import { newDocument } from './new-document.js';
import type { SopsSettings } from './options.js';
import { createPaths } from './paths.js';
import type { World } from './world.js';

/** A call with its signal, which ends waiting for the disk, for keys and for locks. */
export interface VaultCall extends SopsCall, Pick<CallOptions, 'signal' | 'warn'> {}

/** One content of one file, parsed and opened at most once. */
export interface Vault {
  readonly path: string;
  readonly text: string;
  /** Needs no key. */
  closed(call: VaultCall): Promise<ClosedDocument>;
  /** For reading only: it is shared. */
  open(call: VaultCall): Promise<OpenDocument>;
}

/** One file, opened for reading. */
export interface OpenVault {
  readonly path: string;
  readonly document: OpenDocument;
}

/** Changes a document that is opened or made on demand; comes back with it, or with nothing when there is nothing to change. */
export type Change = (has: (name: string) => boolean, open: () => Promise<OpenDocument>) => Promise<OpenDocument | undefined>;

/** The files of one provider. */
export interface Vaults {
  /** The canonical place of a file, without looking at the disk. */
  place(file: string): string;
  /** The file as it is on the disk now; `undefined` when there is none. */
  find(file: string, call: VaultCall): Promise<Vault | undefined>;
  /** The file as it is on the disk now, opened for reading; `undefined` when there is none. */
  read(file: string, call: VaultCall): Promise<OpenVault | undefined>;
  /** Changes a file, or makes it. */
  change(file: string, call: VaultCall, change: Change): Promise<boolean>;
  /** Private keys at hand, and where they were looked for. */
  keys(call: VaultCall): Promise<AgeIdentities>;
  /** Drops everything that was decrypted. */
  forget(): void;
}

export function createVaults(settings: SopsSettings, world: World): Vaults {
  const paths = createPaths(settings, world);
  const keys = createKeySource(settings, paths, world);
  const known = new Map<string, Vault>();
  const { files } = world;

  function vault(path: string, text: string): Vault {
    const closed = remembered((call) => about(path, call, async () => (await sopsFormat()).readSopsDocument(text)));
    return { path, text, closed, open: remembered(async (call) => keys.open(await closed(call), path, call)) };
  }

  async function find(file: string, call: VaultCall): Promise<Vault | undefined> {
    for (const path of paths.of(file)) {
      // Reading costs less than decrypting, and unlike times and sizes it never misses a change.
      const text = await readTextFile(path, { ...call, files });
      const before = known.get(path);
      if (text !== undefined && before?.text === text) return before;
      known.delete(path);
      if (text === undefined) continue;
      const fresh = vault(path, text);
      known.set(path, fresh);
      return fresh;
    }
    return undefined;
  }

  return {
    place: (file) => paths.of(file)[0],
    find,
    async read(file, call) {
      const found = await find(file, call);
      if (!found) refuseForeignVault(paths.of(file)[0], settings, call);
      return found && { path: found.path, document: await found.open(call) };
    },
    async change(file, call, change) {
      const path = (await find(file, call))?.path ?? paths.of(file)[0];
      const transform = (text: string | undefined): Promise<string | undefined> =>
        about(path, call, async () => {
          // Not the shared vault: what is changed here must not be seen by readers before it is on the disk.
          const own = text === undefined ? undefined : vault(path, text);
          const open = own ? () => own.open(call) : () => newDocument(path, settings, world, call);
          const closed = await own?.closed(call);
          const changed = await change((name) => closed?.has(name) ?? false, open);
          return changed?.toText(world.now());
        });
      return updateFile(path, transform, { ...call, files, mode: 0o600, lockTimeoutMs: settings.lockTimeoutMs });
    },
    keys: keys.look,
    forget: () => known.clear(),
  };
}

/** Runs once for all callers, who may each give up; a failure is forgotten. */
function remembered<T>(run: (call: VaultCall) => Promise<T>): (call: VaultCall) => Promise<T> {
  const join = createSharedRuns<T>();
  let known: { readonly value: T } | undefined;
  return async ({ kind, operation, signal }) => {
    known ??= { value: await join('', signal, (abandoned) => run({ kind, operation, signal: abandoned })) };
    return known.value;
  };
}

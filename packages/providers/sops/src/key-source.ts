import { readTextFile } from '@keyrack/core/files';
import { isSecretError } from '@keyrack/core/provider';
import { type AgeIdentities, type ClosedDocument, type OpenDocument, sopsFormat } from './client.js';
import { about, fileFault } from './errors.js';
import { refuseForeignKeys } from './foreign-keys.js';
import type { Paths } from './paths.js';
import type { VaultCall } from './vaults.js';
import type { World } from './world.js';

/** Finds the private keys for a file. */
export interface KeySource {
  /** The keys at hand, whichever files they open. */
  look(call: VaultCall): Promise<AgeIdentities>;
  /** @throws `UNAUTHENTICATED` when there is no key at all, `DECRYPT_FAILED` when none fits. */
  open(document: ClosedDocument, path: string, call: VaultCall): Promise<OpenDocument>;
}

const maxBytes = 1024 * 1024;

/** Key text goes before key file, and either of them replaces the usual places. */
export function createKeySource(options: { readonly ageKey?: string | undefined }, paths: Paths, world: World): KeySource {
  // What is written to a pipe for one reader, `<(pass show key)` in a shell for instance, is a key file as well.
  const readKeys = (path: string, { kind, operation, signal }: VaultCall): Promise<string | undefined> =>
    readTextFile(path, { kind, operation, signal, files: world.files, pipes: true, maxBytes });

  async function look(call: VaultCall): Promise<AgeIdentities> {
    const { findAgeIdentities, parseAgeIdentities, SopsFormatError } = await sopsFormat();
    const { ageKey } = options;
    if (ageKey !== undefined) {
      const identities = await about('option ageKey', call, () => parseAgeIdentities(ageKey));
      return { identities, report: 'looked at the option ageKey' };
    }
    const [keyFile, ...others] = paths.keyFile();
    if (keyFile === undefined) {
      const readFile = (path: string): Promise<string | undefined> =>
        readKeys(path, call).catch((error: unknown) => {
          // The report of all places says what was wrong with each.
          throw isSecretError(error) ? new SopsFormatError('BAD_KEY', error.message) : error;
        });
      const run = (command: readonly string[]): Promise<string> => world.run(command, call.signal);
      return findAgeIdentities({ ...world, homeDir: world.homeDir(), readFile, run });
    }
    for (const path of [keyFile, ...others]) {
      const text = await readKeys(path, call);
      if (text !== undefined) {
        return { identities: await about(path, call, () => parseAgeIdentities(text)), report: `looked at ${path}` };
      }
    }
    return { identities: [], report: `looked at ${keyFile} (no such file)` };
  }

  return {
    look,
    open: (document, path, call) => {
      refuseForeignKeys(document, path, call);
      const ageIdentities = async (): Promise<AgeIdentities> => {
        const keys = await look(call);
        if (keys.identities.length > 0) return keys;
        const what = `there is no private key to open ${path}: ${keys.report}`;
        const advice =
          'Set SOPS_AGE_KEY_FILE or `ageKeyFile`, or make a key with `keyrack keygen` and have it added to the file.';
        throw fileFault(`${what}. ${advice}`, 'UNAUTHENTICATED', path, call);
      };
      return about(path, call, () => document.decrypt({ ageIdentities }));
    },
  };
}

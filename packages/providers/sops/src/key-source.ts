import { readTextFile } from '@keyrack/core/files';
import { type AgeIdentities, type ClosedDocument, type OpenDocument, sopsFormat } from './client.js';
import { about, fileFault, type SopsCall } from './errors.js';
import { refuseForeignKeys } from './foreign-keys.js';
import type { Paths } from './paths.js';
import type { World } from './world.js';

/** Finds the private keys for a file. */
export interface KeySource {
  /** The keys at hand, whichever files they open. */
  look(call: SopsCall): Promise<AgeIdentities>;
  /** @throws `UNAUTHENTICATED` when there is no key at all, `DECRYPT_FAILED` when none fits. */
  open(document: ClosedDocument, path: string, call: SopsCall): Promise<OpenDocument>;
}

/** Key text goes before key file, and either of them replaces the usual places. */
export function createKeySource(options: { readonly ageKey?: string | undefined }, paths: Paths, world: World): KeySource {
  const { files } = world;

  async function look(call: SopsCall): Promise<AgeIdentities> {
    const { findAgeIdentities, parseAgeIdentities } = await sopsFormat();
    const { ageKey } = options;
    if (ageKey !== undefined) {
      const identities = await about('option ageKey', call, () => parseAgeIdentities(ageKey));
      return { identities, report: 'looked at the option ageKey' };
    }
    const [keyFile, ...others] = paths.keyFile();
    if (keyFile === undefined) {
      const readFile = (path: string): Promise<string | undefined> => readTextFile(path, { ...call, files });
      return findAgeIdentities({ ...world, homeDir: world.homeDir(), readFile });
    }
    for (const path of [keyFile, ...others]) {
      const text = await readTextFile(path, { ...call, files });
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

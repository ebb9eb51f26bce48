import { resolve } from 'node:path';
import { readTextFile, updateFile } from '@keyrack/core/files';
import { sopsFormat } from './client.js';
import { about } from './errors.js';
import { expandPath } from './expand-path.js';
import { refuseSharedPlace } from './key-place.js';

/** Where a vault's key pair goes. */
export interface VaultKeyOptions {
  /** Folder that relative paths start from. */
  readonly baseDir: string;
  /** File pattern of the vault, placeholders included, such as `secrets/{{ .atmos_stack }}.enc.yaml`. */
  readonly filePattern: string;
  /** Private key file. Default: `SOPS_AGE_KEY_FILE`, else `sops/age/keys.txt` in the user's configuration folder. */
  readonly ageKeyFile?: string | undefined;
  /** File of creation rules. Default: `.sops.yaml` in `baseDir`. */
  readonly recipientsFile?: string | undefined;
  /** Makes another key when there is one already; the one that is there stays. */
  readonly force?: boolean | undefined;
  /** Environment of the process: it may name the key file. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Home folder of the user, where the usual key file lies. */
  readonly homeDir: string;
  /** Takes what the caller should know of a write that succeeded: that the owner of a file could not be kept. */
  readonly warn?: ((message: string) => void) | undefined;
}

/** The outcome of {@link generateVaultKey}. Holds no private key. */
export interface VaultKey {
  /** Whether a new key pair was made. */
  readonly generated: boolean;
  /** Public key. */
  readonly recipient: string;
  readonly identityFile: string;
  readonly recipientsFile: string;
}

/**
 * Makes an age key pair for the files of a vault: the private key is added to the key file (mode 0600), the public one to the creation
 * rules. With a key there already, none is made unless `force`; its public key is recorded all the same. Rules are added to a file that
 * is new, empty, or a configuration of SOPS already; a file of any other kind is left alone, and no key is made.
 *
 * @throws `INVALID_CONFIG` when the file of creation rules is something else, the key file cannot be read as one, or others can write it or
 * its folder; `PERMISSION_DENIED` when a file may not be read or written, `CONFLICT` when another process holds its lock.
 * @example
 * const { recipient } = await generateVaultKey({ baseDir: '.', filePattern: 'secrets/dev.enc.yaml', env: process.env, homeDir: homedir() });
 */
export async function generateVaultKey(options: VaultKeyOptions): Promise<VaultKey> {
  const { addAgeRecipient, defaultAgeKeysFile, generateAgeIdentity, parseAgeIdentities, recipientOf } = await sopsFormat();
  const { baseDir, filePattern, ageKeyFile, force, env, homeDir, warn } = options;
  const named = ageKeyFile ?? env.SOPS_AGE_KEY_FILE;
  const identityFile =
    named === undefined
      ? defaultAgeKeysFile({ env, homeDir, platform: process.platform })
      : resolve(baseDir, expandPath(named, { env, homeDir }));
  const recipientsFile = resolve(baseDir, options.recipientsFile ?? '.sops.yaml');
  const call = { kind: 'sops/age', operation: 'keygen' };
  refuseSharedPlace(identityFile, call);
  const keys = (await readTextFile(identityFile, call)) ?? '';
  const present = (await about(identityFile, call, () => parseAgeIdentities(keys))).at(-1);
  const generated = present === undefined || force === true;
  const identity = generated ? (await generateAgeIdentity()).identity : present;
  const recipient = await recipientOf(identity);
  const withRule = (text?: string): Promise<string> =>
    about(recipientsFile, call, () => addAgeRecipient(text, { pathRegex: pathRegexOf(filePattern), recipient }));
  // Refuses a file that is none of SOPS before there is a key.
  await withRule(await readTextFile(recipientsFile, call));
  if (generated) {
    const entry = `# public key: ${recipient}\n${identity}\n`;
    const append = (text = ''): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`) + entry;
    await updateFile(identityFile, append, { ...call, warn, mode: 0o600, folderMode: 0o700 });
  }
  await updateFile(recipientsFile, withRule, { ...call, warn, mode: 0o644 });
  return { generated, recipient, identityFile, recipientsFile };
}

/** A regular expression for the files that a pattern with `{{ … }}` or `{…}` placeholders can name. */
function pathRegexOf(filePattern: string): string {
  const relative = filePattern.replace(/^\.\//, '');
  const literals = relative.split(/\{\{.*?\}\}|\{(?:stack|component)\}/);
  return `${literals.map((text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`;
}

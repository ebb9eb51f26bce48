import { recordOf } from './record.js';
import { isSopsKind } from './store-kinds.js';
import { nearest } from './suggest.js';

/** Options as a provider takes them, with what was left out. */
export interface ProviderOptions {
  readonly options: Readonly<Record<string, unknown>>;
  readonly warnings: readonly string[];
}

// Names that differ by more than spelling. `stack_delimiter` belongs to the layout.
const renamed: ReadonlyMap<string, Readonly<Record<string, string>>> = new Map(
  Object.entries({
    'aws/ssm': { endpoint_url: 'endpoint', kms_key: 'kmsKeyId' },
    'aws/asm': { endpoint_url: 'endpoint', kms_key: 'kmsKeyId' },
    'hashicorp/vault': { url: 'address' },
    'azure/keyvault': { endpoint: 'vaultUrl' },
    'gcp/secretmanager': { endpoint_url: 'endpoint' },
  }),
);
const ofTheLayout: ReadonlySet<string> = new Set(['stack_delimiter']);

/**
 * Translates the options of a store into those of its provider: `read_role_arn` becomes `readRoleArn`. Options that the provider
 * does not know are left out with a warning that names the nearest one, since Atmos ignores them too.
 */
export function providerOptions(
  kind: string,
  written: Readonly<Record<string, unknown>>,
  known: readonly string[] | undefined,
): ProviderOptions {
  const options = recordOf<unknown>([]);
  const warnings: string[] = [];
  for (const [name, value] of Object.entries(vaultPath(kind, written))) {
    const translated = nameInLibrary(kind, name);
    if (ofTheLayout.has(name) || value === null) continue;
    if (known === undefined || known.includes(translated)) options[translated] = value;
    else warnings.push(unknownOption(kind, name, known));
  }
  return { options, warnings };
}

/** How an option of the library is spelled in a file: as it is written there, if that has an effect. */
export function nameInFile(kind: string, option: string, written: Readonly<Record<string, unknown>>): string {
  // Of SOPS files just the spelling of Atmos counts.
  const found = isSopsKind(kind) ? undefined : Object.keys(written).find((name) => nameInLibrary(kind, name) === option);
  return found ?? option.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function nameInLibrary(kind: string, name: string): string {
  const special = new Map(Object.entries(renamed.get(kind) ?? {})).get(name);
  return special ?? name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function unknownOption(kind: string, name: string, known: readonly string[]): string {
  const spelled = known.map((option) => nameInFile(kind, option, {}));
  const similar = nearest(name, spelled);
  return `${kind} has no option ${name}, which was left out.${similar === undefined ? '' : ` Did you mean ${similar}?`}`;
}

/** Vault's older `path` is the mount; with a segment `data` behind the first it is mount and prefix of a KV v2 engine. */
export function vaultPath(kind: string, written: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { path, ...rest } = written;
  if (kind !== 'hashicorp/vault' || typeof path !== 'string') return written;
  const [, mount, prefix] = /^\/?([^/]+)\/data(?:\/(.*))?$/.exec(path) ?? [];
  return mount === undefined ? { mount: path, ...rest } : { mount, prefix: prefix ?? '', ...rest };
}

/** Where the private key of an age vault is said to be. */
export type AgeKeySource =
  | { readonly from: 'usual places' }
  | { readonly from: 'value'; readonly value: string }
  | { readonly from: 'file'; readonly path: string | undefined }
  | { readonly from: 'store'; readonly store: string; readonly key: string };

/** Reads `age_key` and `age_key_file` of a vault's spec: inline text, then a store, then a file, then the usual places of SOPS. */
export function ageKeySource(vault: string, spec: Readonly<Record<string, unknown>>): AgeKeySource {
  const { age_key: key, age_key_file: file } = spec;
  if (typeof key === 'string' && key !== '') return { from: 'value', value: key };
  const { value, store, path } = (typeof key === 'object' && key !== null ? key : {}) as Readonly<Record<string, unknown>>;
  if (typeof value === 'string' && value !== '') return { from: 'value', value };
  const place = typeof path === 'string' && path !== '' ? path : undefined;
  if (typeof store === 'string' && store !== '' && store !== 'file') return { from: 'store', store, key: place ?? vault };
  if (place !== undefined) return { from: 'file', path: place };
  if (typeof file === 'string' && file !== '') return { from: 'file', path: file };
  return store === 'file' ? { from: 'file', path: undefined } : { from: 'usual places' };
}

/** Recipients of files that a vault will make, as one text. */
export function ageRecipients(spec: Readonly<Record<string, unknown>>): string | undefined {
  const { age_recipients: written } = spec;
  const text = Array.isArray(written) ? written.filter((item) => typeof item === 'string').join(',') : written;
  return typeof text === 'string' && text !== '' ? text : undefined;
}

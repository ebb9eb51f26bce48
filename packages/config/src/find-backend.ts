import { isSecretError, type SecretError } from '@keyrack/core';
import { type BackendEntry, backendEntry, kindEntry, storeEntry, vaultEntry } from './backend-entries.js';
import { configError, placeOf } from './config-error.js';
import type { LocalContext } from './functions/local.js';
import { keyIn } from './key-in.js';
import { didYouMeanKind } from './nearest-kind.js';
import { didYouMean, someOf } from './suggest.js';
import { child, type MapNode, mapAt, toPlain, type YamlNode } from './yaml/node.js';

/** How a declaration names its backend: with one of these keys, or with none. */
export interface BackendChoice {
  readonly key: 'store' | 'sops' | 'backend';
  readonly name: string;
}

/** The backends of a project by name. */
export interface Backends {
  /** What a declaration means; an error instead of an entry when it can not be used. */
  find(choice: BackendChoice, secret: string, vaults: MapNode | undefined): BackendEntry | SecretError;
  /** `secrets.default_backend`. */
  readonly defaultName: string | undefined;
  /** All entries of the main configuration that are there for secrets. */
  readonly entries: readonly BackendEntry[];
}

type Make = (name: string, node: YamlNode, context: Context) => BackendEntry;
type Context = LocalContext & { readonly shorten: (file: string) => string };

/** Reads `stores`, `secrets.providers` and `secrets.backends`. Nothing is checked until somebody needs it. */
export function createBackends(config: MapNode, defaultName: string | undefined, context: Context): Backends {
  const made = new Map<YamlNode, BackendEntry>();
  const stores = mapAt(config, 'stores');
  const vaults = mapAt(config, 'secrets', 'providers');
  const backends = mapAt(config, 'secrets', 'backends');

  const entryIn = (map: MapNode | undefined, name: string, make: Make): BackendEntry | undefined => {
    const key = keyIn(map, name);
    const node = key === undefined ? undefined : child(map, key);
    if (key === undefined || node === undefined) return undefined;
    const entry = made.get(node) ?? make(key, node, context);
    made.set(node, entry);
    return entry;
  };

  const inBackends = (name: string): BackendEntry | undefined => entryIn(backends, name, backendEntry);
  const inStores = (name: string): BackendEntry | undefined => entryIn(stores, name, storeEntry);
  const inVaults = (name: string, own: MapNode | undefined): BackendEntry | undefined =>
    entryIn(own, name, (key, node) => vaultEntry(key, node, context, false)) ??
    entryIn(vaults, name, (key, node) => vaultEntry(key, node, context, true));

  const lookUp = ({ key, name }: BackendChoice, own: MapNode | undefined): BackendEntry | undefined => {
    if (key === 'sops') return inVaults(name, own) ?? inBackends(name);
    if (key === 'store') return inStores(name) ?? inBackends(name);
    const store = inBackends(name) ?? inStores(name);
    return (store?.secret ? store : undefined) ?? inVaults(name, own) ?? kindEntry(name);
  };

  const names = (): readonly string[] => [...keysOf(backends), ...keysOf(stores), ...keysOf(vaults)];

  return {
    defaultName,
    get entries() {
      const all = [
        ...keysOf(backends).map(inBackends),
        ...keysOf(stores).map(inStores),
        ...keysOf(vaults).map((name) => inVaults(name, undefined)),
      ];
      return all.filter((entry): entry is BackendEntry => entry?.secret === true);
    },
    find(choice, secret, own) {
      const entry = lookUp(choice, own);
      if (!entry) return unknown(choice, secret, names());
      if (!entry.secret)
        return configError(
          `referenced store is not a secret store (set secret: true) "${choice.name}" (secret "${secret}")`,
          'backend',
        );
      return entry.problem ?? clash(entry, stores, vaults) ?? entry;
    },
  };
}

/** Tells a backend from the reason why there is none. */
export function isBackend(found: BackendEntry | SecretError): found is BackendEntry {
  return !isSecretError(found);
}

function unknown({ key, name }: BackendChoice, secret: string, known: readonly string[]): SecretError {
  if (key === 'store')
    return configError(
      `referenced store is not configured "${name}" (secret "${secret}").${didYouMean(name, known)} Configured: ${someOf(known)}.`,
      'backend',
    );
  const what =
    key === 'sops'
      ? `referenced SOPS provider is not configured "${name}" (secret "${secret}")`
      : `the backend "${name}" of secret "${secret}" is not configured, and is no kind`;
  const hint = didYouMean(name, known) || (key === 'backend' ? didYouMeanKind(name) : '');
  return configError(`${what}.${hint} Configured: ${someOf(known)}.`, 'backend');
}

function keysOf(map: MapNode | undefined): readonly string[] {
  return map === undefined ? [] : [...map.entries.keys()];
}

/** One name for two different things, of which no reader of the configuration could say which is meant. */
function clash(entry: BackendEntry, stores: MapNode | undefined, vaults: MapNode | undefined): SecretError | undefined {
  if (entry.origin !== 'backend' || !entry.node) return undefined;
  const others = [child(stores, entry.name), child(vaults, entry.name)].filter((node) => node !== undefined);
  const other = others.find((node) => content(node) !== content(entry.node!));
  if (!other) return undefined;
  return configError(
    `the backend ${entry.name} is defined twice with different content: ${placeOf(entry.node)} and ${placeOf(other)}. Keep one.`,
    'backend',
  );
}

function content(node: YamlNode): string {
  const kind = child(node, 'kind') ?? child(node, 'type');
  const options = child(node, 'options') ?? child(node, 'spec');
  return JSON.stringify([kind && toPlain(kind), options && toPlain(options)]);
}

import type { SecretError } from '@keyrack/core';
import type { Backend, BackendOrigin } from './backend.js';
import { configError, placeOf } from './config-error.js';
import type { LocalContext } from './functions/local.js';
import { didYouMeanKind } from './nearest-kind.js';
import { evaluated } from './settings.js';
import { isSopsKind, knownKinds, neededInBackends, neededInStores, type StoreKind, storeKind } from './store-kinds.js';
import { child, keyPosition, mapAt, textAt, type YamlNode } from './yaml/node.js';

/** An entry of the configuration that may serve as a backend, with what is wrong with it. */
export interface BackendEntry extends Backend {
  readonly sops: boolean;
  /** Whether it stands in the main configuration rather than in a manifest. */
  readonly inMainFile: boolean;
  /** Whether secrets may lie there; a store without `secret: true` is for `!store` alone. */
  readonly secret: boolean;
  readonly node: YamlNode | undefined;
  readonly problem?: SecretError;
  readonly warnings: readonly string[];
}

type Context = LocalContext & { readonly shorten: (file: string) => string };

/** An entry of `stores`. */
export function storeEntry(name: string, node: YamlNode, context: Context): BackendEntry {
  const { written, warnings } = kindOf(name, node);
  const kind = storeKind(written);
  const asked = child(node, 'secret');
  const secret = asked?.type === 'scalar' && asked.value === true;
  const denied = kind?.secret === 'always' && asked?.type === 'scalar' && asked.value === false;
  return {
    ...common(name, 'store', node, context),
    kind: kind?.kind ?? written,
    local: kind?.local ?? false,
    secret: kind?.secret === 'always' || secret,
    warnings: denied
      ? [...warnings, `${placeOf(asked)}: store ${name}: secret: false has no effect, ${kind.kind} always keeps secrets.`]
      : warnings,
    ...problemOf(storeProblem(name, written, kind, secret, node, neededInStores(kind))),
  };
}

/** An entry of `secrets.providers`. */
export function vaultEntry(name: string, node: YamlNode, context: Context, inMainFile: boolean): BackendEntry {
  const written = textAt(node, 'kind') ?? 'sops/age';
  const problem = isSopsKind(written) ? undefined : unknownKind(`the vault ${name}`, written, node);
  return {
    ...common(name, 'vault', node, context),
    kind: written,
    local: true,
    secret: true,
    sops: true,
    inMainFile,
    warnings: [],
    ...problemOf(problem),
  };
}

/** An entry of `secrets.backends`, where every kind keeps secrets. */
export function backendEntry(name: string, node: YamlNode, context: Context): BackendEntry {
  const { written, warnings } = kindOf(name, node);
  const entry = { ...common(name, 'backend', node, context), secret: true, warnings };
  if (isSopsKind(written)) return { ...entry, label: `sops:${name}`, kind: written, local: true, sops: true };
  const kind = storeKind(written);
  const problem = storeProblem(name, written, kind, true, node, neededInBackends(kind));
  return { ...entry, kind: kind?.kind ?? written, local: kind?.local ?? false, ...problemOf(problem) };
}

/** A kind used by its name alone, with its defaults; `undefined` for a name that is no kind. */
export function kindEntry(name: string): BackendEntry | undefined {
  const kind = storeKind(name);
  const sops = isSopsKind(name);
  if ((!kind && !sops) || kind?.secret === 'never') return undefined;
  const needed = neededInBackends(kind);
  const problem =
    needed.length === 0
      ? undefined
      : configError(`${name} cannot be used without ${optionNames(needed)}. Add an entry under secrets.backends.`, 'backend');
  return {
    name,
    label: sops ? `sops:${name}` : `store:${name}`,
    kind: kind?.kind ?? name,
    local: sops || kind?.local === true,
    origin: 'kind',
    sops,
    inMainFile: true,
    secret: true,
    node: undefined,
    warnings: [],
    options: () => ({}),
    ...problemOf(problem),
  };
}

function common(
  name: string,
  origin: BackendOrigin,
  node: YamlNode,
  context: Context,
): Omit<BackendEntry, 'kind' | 'local' | 'secret' | 'warnings'> {
  const identity = textAt(node, 'identity');
  const options = mapAt(node, origin === 'vault' ? 'spec' : 'options');
  return {
    name,
    label: `${origin === 'vault' ? 'sops' : 'store'}:${name}`,
    origin,
    sops: false,
    inMainFile: true,
    node,
    position: keyPosition(node, context.shorten),
    ...(identity !== undefined && { identity }),
    // Once: `!exec` and `!random` would otherwise run for every secret.
    options: once(() => (options === undefined ? {} : (evaluated(options, context) as Record<string, unknown>))),
  };
}

function once<T>(read: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: read() };
    return known.value;
  };
}

function kindOf(name: string, node: YamlNode): { readonly written: string; readonly warnings: readonly string[] } {
  const kind = textAt(node, 'kind');
  const type = textAt(node, 'type');
  const meaning = (text: string): string => storeKind(text)?.kind ?? text;
  const clash = kind !== undefined && type !== undefined && meaning(kind) !== meaning(type);
  const place = placeOf(child(node, 'type') ?? node);
  return {
    written: kind ?? type ?? '',
    warnings: clash ? [`${place}: ${name}: kind ${kind} wins over type ${type}; remove type.`] : [],
  };
}

function storeProblem(
  name: string,
  written: string,
  kind: StoreKind | undefined,
  secret: boolean,
  node: YamlNode,
  required: StoreKind['required'],
): SecretError | undefined {
  if (!kind) return unknownKind(`the store ${name}`, written, node);
  if (secret && kind.secret === 'never')
    return configError(
      `${kind.kind} keeps values in clear and cannot be a secret store: store ${name}. Use another kind.`,
      'backend',
      node,
    );
  const given = (option: string): boolean => child(node, 'options', option) !== undefined;
  const lacking = required.filter((group) => !group.some(given));
  return lacking.length === 0
    ? undefined
    : configError(`the store ${name} (${kind.kind}) needs ${optionNames(lacking)} under options.`, 'backend', node);
}

function unknownKind(what: string, written: string, node: YamlNode): SecretError {
  const said = written === '' ? `${what} has no kind` : `${what} has the kind ${written}, which is not known`;
  return configError(`${said}.${didYouMeanKind(written)} There are ${knownKinds.join(', ')}.`, 'backend', node);
}

function optionNames(groups: StoreKind['required']): string {
  return groups.map((group) => group.join(' or ')).join(', ');
}

function problemOf(problem: SecretError | undefined): { readonly problem?: SecretError } {
  return problem === undefined ? {} : { problem };
}

const published = new WeakMap<BackendEntry, Backend>();

/** What applications see of an entry: without the text it was read from, which may hold a token. */
export function publicBackend(entry: BackendEntry): Backend {
  const known = published.get(entry);
  if (known) return known;
  const { name, label, kind, origin, local, identity, position, options } = entry;
  const backend: Backend = {
    name,
    label,
    kind,
    origin,
    local,
    ...(identity !== undefined && { identity }),
    ...(position && { position }),
    options,
  };
  published.set(entry, backend);
  return backend;
}

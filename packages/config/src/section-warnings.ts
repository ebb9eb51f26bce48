import type { ConfigSource } from './discover.js';
import type { ComponentLayers } from './stacks/component.js';
import { isSopsKind } from './store-kinds.js';
import { mistypedKeys, placeOfKey, unknownKeys } from './unknown-keys.js';
import { child, entriesOf, type MapNode, textAt, type YamlNode } from './yaml/node.js';

/** What the main configuration says in sections of ours without effect. Of an `atmos.yaml` only those are ours. */
export function mainWarnings(config: MapNode, sources: readonly ConfigSource[]): readonly string[] {
  const ownFiles = new Set(sources.flatMap(({ flavor, files }) => (flavor === 'keyrack' ? files : [])));
  const inOwnFile = (node: YamlNode | undefined, key: string): YamlNode | undefined => onlyFrom(child(node, key), ownFiles);
  const secrets = child(config, 'secrets');
  return [
    ...mistypedKeys(onlyFrom(config, ownFiles), 'keyrackFile', 'the file'),
    ...mistypedKeys(inOwnFile(config, 'stacks'), 'stacks', 'stacks'),
    ...unknownKeys(secrets, 'secrets', 'secrets'),
    ...entriesOf(child(config, 'stores')).flatMap(([name, store]) => unknownKeys(store, 'store', `store ${name}`)),
    ...vaultWarnings(secrets),
    ...entriesOf(child(secrets, 'backends')).flatMap(([name, backend]) => [
      ...unknownKeys(backend, 'backend', `backend ${name}`),
      ...(isSopsKind(textAt(backend, 'kind') ?? '') ? specWarnings(child(backend, 'options'), 'options', `backend ${name}`) : []),
    ]),
    ...unknownKeys(child(config, 'settings', 'terminal', 'mask'), 'mask', 'settings.terminal.mask'),
  ];
}

/** What a manifest, without its imports, holds under names that are nearly those of the sections in which secrets are looked for. */
export function manifestWarnings(manifest: MapNode): readonly string[] {
  const types = child(manifest, 'components');
  return [
    ...mistypedKeys(manifest, 'manifest', 'the manifest'),
    ...mistypedKeys(child(manifest, 'overrides'), 'component', 'overrides'),
    ...mistypedKeys(types, 'componentTypes', 'components', 'which is a type of its own'),
    ...entriesOf(types)
      .flatMap(([, components]) => entriesOf(components))
      .flatMap(([name, component]) => mistypedKeys(component, 'component', `component ${name}`)),
  ];
}

/** What the sections `secrets` of a component say without effect. */
export function layerWarnings({ manifest, bases, own, overrides }: ComponentLayers): readonly string[] {
  return [manifest, ...bases, own, overrides].flatMap((layer) => {
    const secrets = child(layer, 'secrets');
    if (secrets === undefined) return [];
    return [...unknownKeys(secrets, 'secrets', 'secrets'), ...misplaced(secrets), ...vaultWarnings(secrets)];
  });
}

const ofMainFile = ['default_backend', 'list_verify', 'path_default'] as const;

function misplaced(secrets: YamlNode): readonly string[] {
  return ofMainFile.flatMap((key) => {
    const found = child(secrets, key);
    if (found === undefined) return [];
    return [`${placeOfKey(found)}: secrets.${key} has no effect in a manifest. Move it into the main configuration file.`];
  });
}

function vaultWarnings(secrets: YamlNode | undefined): readonly string[] {
  return entriesOf(child(secrets, 'providers')).flatMap(([name, vault]) => [
    ...unknownKeys(vault, 'vault', `vault ${name}`),
    ...specWarnings(child(vault, 'spec'), 'spec', `vault ${name}`),
  ]);
}

function specWarnings(spec: YamlNode | undefined, key: string, owner: string): readonly string[] {
  return [
    ...unknownKeys(spec, 'vaultSpec', `${key} of ${owner}`),
    ...unknownKeys(child(spec, 'age_key'), 'ageKey', `age_key of ${owner}`),
  ];
}

/** The entries of a map that these files wrote. */
function onlyFrom(node: YamlNode | undefined, files: ReadonlySet<string>): YamlNode | undefined {
  if (node?.type !== 'map') return undefined;
  return { ...node, entries: new Map([...node.entries].filter(([, { source }]) => files.has(source.file))) };
}

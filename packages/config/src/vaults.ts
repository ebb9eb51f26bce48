import { vaultEntry } from './backend-entries.js';
import { type Backends, isBackend } from './find-backend.js';
import type { LocalContext } from './functions/local.js';
import { sopsFilePattern } from './layouts/sops-file.js';
import type { ListStrategy } from './merge.js';
import type { Vault } from './project.js';
import { componentVaults } from './scopes.js';
import type { StackComponent } from './stacks/stack-index.js';
import { isSopsKind } from './store-kinds.js';
import { entriesOf, keyPosition, type MapNode, mapAt, textAt, type YamlNode } from './yaml/node.js';

type Context = LocalContext & { readonly shorten: (file: string) => string };

/** The SOPS vaults of the main configuration: `secrets.providers` and the SOPS kinds of `secrets.backends`. */
export function mainVaults(config: MapNode, context: Context): readonly Vault[] {
  const providers = entriesOf(mapAt(config, 'secrets', 'providers')).map(([name, node]) => vault(name, node, context));
  const backends = entriesOf(mapAt(config, 'secrets', 'backends')).filter(([, node]) => isSopsKind(textAt(node, 'kind') ?? ''));
  return [...providers, ...backends.map(([name, node]) => vault(name, withSpec(node), context))];
}

/** The default backend, where it is a SOPS kind by its name alone. */
export function bareVault({ defaultName, find }: Backends): readonly Vault[] {
  const found = defaultName === undefined ? undefined : find({ key: 'backend', name: defaultName }, '', undefined);
  if (!found || !isBackend(found) || found.origin !== 'kind' || !found.sops) return [];
  return [{ name: found.name, kind: found.kind, spec: {}, filePattern: sopsFilePattern(undefined, undefined) }];
}

/** The vaults that the manifests of some components define, each once. */
export function manifestVaults(
  components: readonly StackComponent[],
  strategy: ListStrategy,
  context: Context,
): readonly Vault[] {
  const seen = new Set<string>();
  return components.flatMap(({ stack, component }) =>
    entriesOf(componentVaults(component.layers(), strategy)).flatMap(([name, node]) => {
      const place = `${name} ${node.source.file} ${node.keyAt}`;
      if (seen.has(place)) return [];
      seen.add(place);
      return [{ ...vault(name, node, context), stack, component: component.name }];
    }),
  );
}

function vault(name: string, node: YamlNode, context: Context): Vault {
  const { kind, options } = vaultEntry(name, node, context, true);
  const spec = options();
  const file = typeof spec.file === 'string' ? spec.file : undefined;
  const directory = typeof spec.path === 'string' ? spec.path : undefined;
  return { name, kind, spec, filePattern: sopsFilePattern(file, directory), position: keyPosition(node, context.shorten) };
}

/** An entry of `secrets.backends` in the form of a vault: what is called options there is called spec here. */
function withSpec(node: YamlNode): YamlNode {
  const options = mapAt(node, 'options');
  return node.type === 'map' && options ? { ...node, entries: new Map([...node.entries, ['spec', options]]) } : node;
}

import { configError } from '../config-error.js';
import { limits } from '../limits.js';
import { type ListStrategy, mergeMaps, mergeNodes } from '../merge.js';
import { child, emptyMap, type MapNode, mapAt, textAt, type YamlNode } from '../yaml/node.js';
import type { Manifest } from './manifest.js';

/** One component of a manifest. Its sections are merged when somebody asks for them. */
export interface Component {
  readonly manifest: Manifest;
  readonly type: string;
  readonly name: string;
  readonly node: YamlNode;
  readonly abstract: boolean;
  readonly disabled: boolean;
  /** A section with all its layers merged; `metadata` with its own rules of inheritance. */
  section(key: string): YamlNode | undefined;
  /** Names of all sections that any layer has. */
  sectionNames(): readonly string[];
  /** The layers themselves, low to high, for sections with rules of their own. */
  layers(): ComponentLayers;
}

/** Where sections of a component come from, low to high. */
export interface ComponentLayers {
  readonly manifest: MapNode;
  readonly typeSection: MapNode;
  /** Base components, nearest last, each after its own bases. */
  readonly bases: readonly MapNode[];
  readonly own: MapNode;
  readonly overrides: MapNode;
}

export interface ComponentOptions {
  readonly listStrategy: ListStrategy;
  /** `env` of the main configuration, below all others. */
  readonly mainEnv: MapNode | undefined;
}

// Other top-level keys of a manifest (`components`, `import`, `terraform`, `workflows`, …) are no sections of components.
const topLevelSections: ReadonlySet<string> = new Set(['vars', 'settings', 'env', 'auth', 'hooks', 'dependencies', 'generate']);
const notInherited: ReadonlySet<string> = new Set(['inherits', 'type']);

/** All components of a manifest, of all types, in the order they are written. */
export function componentsOf(manifest: Manifest, options: ComponentOptions): readonly Component[] {
  const types = mapAt(manifest.root, 'components');
  if (!types) return [];
  return [...types.entries].flatMap(([type, components]) =>
    components.type === 'map'
      ? [...components.entries].map(([name, node]) => createComponent(manifest, type, name, node, options))
      : [],
  );
}

function createComponent(manifest: Manifest, type: string, name: string, node: YamlNode, options: ComponentOptions): Component {
  const { listStrategy, mainEnv } = options;
  const sections = new Map<string, YamlNode | undefined>();
  let known: ComponentLayers | undefined;

  const layers = (): ComponentLayers => {
    known ??= {
      manifest: manifest.root,
      typeSection: mapAt(manifest.root, type) ?? emptyMap,
      bases: basesOf(manifest, type, name),
      own: node.type === 'map' ? node : emptyMap,
      overrides: manifest.overrides.get(`${type}/${name}`) ?? emptyMap,
    };
    return known;
  };

  const merge = (key: string): YamlNode | undefined => {
    const { bases, own, overrides, typeSection } = layers();
    if (key === 'metadata') return mergeMetadata([...bases, own, overrides], listStrategy);
    const top = topLevelSections.has(key) ? child(manifest.root, key) : undefined;
    const below = [...(key === 'env' ? [mainEnv] : []), top, child(typeSection, key)];
    return fold(
      [
        ...below,
        fold(
          bases.map((base) => base.entries.get(key)),
          listStrategy,
        ),
        own.entries.get(key),
        overrides.entries.get(key),
      ],
      listStrategy,
    );
  };

  const section = (key: string): YamlNode | undefined => {
    if (!sections.has(key)) sections.set(key, merge(key));
    return sections.get(key);
  };

  return {
    manifest,
    type,
    name,
    node,
    get abstract() {
      return textAt(node, 'metadata', 'type') === 'abstract';
    },
    get disabled() {
      const enabled = child(section('metadata'), 'enabled');
      return enabled?.type === 'scalar' && enabled.value === false;
    },
    section,
    layers,
    sectionNames() {
      const { bases, own, overrides, typeSection } = layers();
      const top = [...manifest.root.entries.keys()].filter((key) => topLevelSections.has(key));
      return [...new Set([...top, ...[typeSection, ...bases, own, overrides].flatMap((layer) => [...layer.entries.keys()])])];
    },
  };
}

function fold(nodes: readonly (YamlNode | undefined)[], strategy: ListStrategy): YamlNode | undefined {
  return nodes.reduce<YamlNode | undefined>((below, over) => mergeNodes(below, over, strategy), undefined);
}

function mergeMetadata(layers: readonly MapNode[], strategy: ListStrategy): MapNode {
  const own = layers.at(-2);
  return layers.reduce((below, layer) => {
    const metadata = mapAt(layer, 'metadata');
    if (!metadata) return below;
    const passed =
      layer === own
        ? metadata
        : { ...metadata, entries: new Map([...metadata.entries].filter(([key]) => !notInherited.has(key))) };
    return mergeMaps(below, passed, strategy);
  }, emptyMap);
}

/** Base components of a component, each preceded by its own bases. */
function basesOf(manifest: Manifest, type: string, component: string): readonly MapNode[] {
  const siblings = mapAt(manifest.root, 'components', type);
  const found: MapNode[] = [];
  collect(component, []);
  return found;

  function collect(name: string, chain: readonly string[]): void {
    const path = [...chain, name];
    for (const { base, at, required } of baseNames(mapAt(siblings, name), siblings, name)) {
      if (path.includes(base))
        throw configError(`component ${[...path, base].join(' inherits from ')}, which is a circle.`, 'inherit', at);
      const node = siblings?.entries.get(base);
      if (node === undefined) {
        if (required) throw noBase(name, base, at);
        continue;
      }
      if (found.length >= limits.bases || path.length > limits.depth) throw tooManyBases(at);
      collect(base, path);
      if (node.type === 'map') found.push(node);
    }
  }

  function noBase(name: string, base: string, at: YamlNode): Error {
    const text = `component ${name} inherits from ${base}, which ${manifest.path} does not have under components.${type}.`;
    return configError(text, 'inherit', at);
  }

  function tooManyBases(at: YamlNode): Error {
    const text = `component ${component} inherits from more than ${limits.bases} bases, or over more than ${limits.depth} of them in a row. Remove some.`;
    return configError(text, 'inherit', at);
  }
}

interface BaseName {
  readonly base: string;
  readonly at: YamlNode;
  readonly required: boolean;
}

function baseNames(node: MapNode | undefined, siblings: MapNode | undefined, name: string): readonly BaseName[] {
  const legacy = child(node, 'component');
  // The older attribute also names the directory of the implementation, so only a component that exists is a base.
  const older =
    legacy?.type === 'scalar' && typeof legacy.value === 'string' && legacy.value !== name && siblings?.entries.has(legacy.value)
      ? [{ base: legacy.value, at: legacy, required: false }]
      : [];
  const inherits = child(node, 'metadata', 'inherits');
  const listed = inherits?.type === 'list' ? inherits.items : inherits?.type === 'scalar' ? [inherits] : [];
  const named = listed.flatMap((at) =>
    at.type === 'scalar' && typeof at.value === 'string' ? [{ base: at.value, at, required: true }] : [],
  );
  return [...older, ...named];
}

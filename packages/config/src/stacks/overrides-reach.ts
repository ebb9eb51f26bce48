import { type ListStrategy, mergeMaps } from '../merge.js';
import { emptyMap, entriesOf, type MapNode, mapAt } from '../yaml/node.js';

/** `overrides` sections of one file by component type; `''` for the one of all types. */
type OverrideSections = ReadonlyMap<string, MapNode>;

/** What the `overrides` of a file and its imports come to. */
export interface ComponentOverrides {
  readonly byComponent: ReadonlyMap<string, MapNode>;
  /** Of files that define no component: they are for whoever imports them. */
  readonly loose: OverrideSections;
}

/** The `overrides` that a file itself writes. */
export function ownOverrides(manifest: MapNode): OverrideSections {
  const sections = new Map<string, MapNode>();
  const forAll = mapAt(manifest, 'overrides');
  if (forAll) sections.set('', forAll);
  for (const [type, section] of entriesOf(manifest)) {
    const found = type === 'components' ? undefined : mapAt(section, 'overrides');
    if (found) sections.set(type, found);
  }
  return sections;
}

/** A manifest without its `overrides`, which do not merge as other sections do. */
export function withoutOverrides(manifest: MapNode): MapNode {
  if (ownOverrides(manifest).size === 0) return manifest;
  const strip = (node: MapNode): MapNode => ({
    ...node,
    entries: new Map([...node.entries].filter(([key]) => key !== 'overrides')),
  });
  const entries = Array.from(
    strip(manifest).entries,
    ([key, value]) => [key, value.type === 'map' && key !== 'components' ? strip(value) : value] as const,
  );
  return { ...manifest, entries: new Map(entries) };
}

/**
 * Extends overrides to what they reach: components of the file itself, and of the files that it imports. The overrides of a file that
 * has components of its own stop there, so that two teams imported side by side do not override each other; those of a file without
 * components pass on to its importer.
 */
export function joinOverrides(
  imported: readonly ComponentOverrides[],
  manifest: MapNode,
  own: OverrideSections,
  strategy: ListStrategy,
): ComponentOverrides {
  const loose = imported.reduce((all, part) => mergeSections(all, part.loose, strategy), new Map() as OverrideSections);
  const here = mergeSections(loose, own, strategy);
  const byComponent = new Map<string, MapNode>();
  const add = (component: string, section: MapNode): void => {
    const below = byComponent.get(component);
    byComponent.set(component, below ? mergeMaps(below, section, strategy) : section);
  };
  for (const part of imported) for (const [component, section] of part.byComponent) add(component, section);
  const reached = new Set([...componentsOf(manifest), ...imported.flatMap((part) => [...part.byComponent.keys()])]);
  if (reached.size === 0) return { byComponent, loose: here };
  for (const component of reached) {
    add(component, emptyMap);
    for (const section of [here.get(''), here.get(component.slice(0, component.indexOf('/')))])
      if (section) add(component, section);
  }
  return { byComponent, loose: new Map() };
}

function componentsOf(manifest: MapNode): readonly string[] {
  return entriesOf(mapAt(manifest, 'components')).flatMap(([type, components]) =>
    entriesOf(components).map(([name]) => `${type}/${name}`),
  );
}

function mergeSections(base: OverrideSections, over: OverrideSections, strategy: ListStrategy): OverrideSections {
  const merged = new Map(base);
  for (const [type, section] of over) {
    const below = merged.get(type);
    merged.set(type, below ? mergeMaps(below, section, strategy) : section);
  }
  return merged;
}

import { configError } from './config-error.js';
import { limits } from './limits.js';
import { emptyMap, type ListNode, type MapNode, type YamlNode } from './yaml/node.js';

/** What a later list does to an earlier one: takes its place, follows it, or is merged with it item by item. */
export type ListStrategy = 'replace' | 'append' | 'merge';

/**
 * Merges `over` onto `base`: maps recursively, lists by `strategy` or `!append`, anything else by the later value, null included.
 *
 * @example
 * mergeNodes(parse('a: {x: 1}'), parse('a: {y: 2}'), 'replace'); // a: {x: 1, y: 2}
 */
export function mergeNodes(base: YamlNode | undefined, over: YamlNode | undefined, strategy: ListStrategy): YamlNode | undefined {
  if (base === undefined || over === undefined) return over ?? base;
  if (base.type === 'map' && over.type === 'map' && over.tag === undefined) return mergeMaps(base, over, strategy);
  if (base.type === 'list' && over.type === 'list') return mergeLists(base, over, strategy);
  return over;
}

/**
 * {@link mergeNodes} of many maps from low to high. One pass: merging twenty imports one by one would copy what they hold in common
 * twenty times.
 */
export function mergeAll(maps: readonly MapNode[], strategy: ListStrategy): MapNode {
  const layers = maps.filter(({ entries }) => entries.size > 0);
  if (layers.length < 2) return layers[0] ?? maps.at(-1) ?? emptyMap;
  const gathered = new Map<string, YamlNode[]>();
  for (const { entries } of layers) {
    for (const [key, value] of entries) {
      const values = gathered.get(key);
      if (values) values.push(value);
      else gathered.set(key, [value]);
    }
  }
  const merged = new Map<string, YamlNode>();
  for (const [key, values] of gathered) merged.set(key, values.length === 1 ? values[0]! : mergeValues(values, strategy));
  return { ...layers.at(-1)!, entries: merged };
}

function mergeValues(values: readonly YamlNode[], strategy: ListStrategy): YamlNode {
  const maps = values.filter((node): node is MapNode => node.type === 'map' && node.tag === undefined);
  if (maps.length === values.length) return mergeAll(maps, strategy);
  return values.reduce((below, over) => mergeNodes(below, over, strategy) ?? over);
}

/** {@link mergeNodes} of two maps. */
export function mergeMaps(base: MapNode, over: MapNode, strategy: ListStrategy): MapNode {
  if (base.entries.size === 0) return over;
  if (over.entries.size === 0) return base;
  const entries = new Map(base.entries);
  for (const [key, value] of over.entries) entries.set(key, mergeNodes(entries.get(key), value, strategy) ?? value);
  return { ...over, entries };
}

function mergeLists(base: ListNode, over: ListNode, strategy: ListStrategy): ListNode {
  // The tag of the base is kept: a list still to be appended to what lies below it must not lose that.
  const kept = { ...over, tag: base.tag };
  if (over.tag === '!append' || strategy === 'append') {
    if (base.items.length + over.items.length > limits.listItems)
      throw configError(`a list is appended to more than ${limits.listItems} items. Import it fewer times.`, 'merge', over);
    return { ...kept, items: [...base.items, ...over.items] };
  }
  if (over.tag !== undefined || strategy === 'replace') return over;
  const longer = Math.max(base.items.length, over.items.length);
  const items = Array.from({ length: longer }, (_, index) => mergeNodes(base.items[index], over.items[index], strategy)!);
  return { ...kept, items };
}

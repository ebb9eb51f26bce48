import type { ListNode, MapNode, YamlNode } from './yaml/node.js';

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
  if (over.tag === '!append' || strategy === 'append') return { ...kept, items: [...base.items, ...over.items] };
  if (over.tag !== undefined || strategy === 'replace') return over;
  const longer = Math.max(base.items.length, over.items.length);
  const items = Array.from({ length: longer }, (_, index) => mergeNodes(base.items[index], over.items[index], strategy)!);
  return { ...kept, items };
}

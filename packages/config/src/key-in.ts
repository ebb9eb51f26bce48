import type { MapNode } from './yaml/node.js';

/** The key that a name means in a map: the exact one, else the only one that differs in case alone. */
export function keyIn(map: MapNode | undefined, name: string): string | undefined {
  if (!map || map.entries.has(name)) return map && name;
  const similar = [...map.entries.keys()].filter((key) => key.toLowerCase() === name.toLowerCase());
  return similar.length === 1 ? similar[0] : undefined;
}

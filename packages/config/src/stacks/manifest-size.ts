import { configError } from '../config-error.js';
import { limits } from '../limits.js';
import type { MapNode, YamlNode } from '../yaml/node.js';

/** A manifest with its imports, and what it costs to walk at most. */
export interface Sized {
  readonly root: MapNode;
  readonly size: number;
}

const counted = new WeakMap<MapNode, number>();

/**
 * The size of a manifest that is about to be merged with what it imports. A file has no more values than characters, unless aliases or
 * includes stand for more; what is merged is counted only where that estimate is too high.
 *
 * @throws `INVALID_CONFIG` when it comes to more values than anybody can walk.
 */
export function mergedSize(own: MapNode, imported: readonly Sized[]): number {
  const { text } = own.source;
  const ownSize = /[*]|!include/.test(text) ? sizeOf(own) : text.length;
  const estimate = imported.reduce((sum, { size }) => sum + size, ownSize);
  if (estimate <= limits.importedValues) return estimate;
  const size = imported.reduce((sum, { root }) => sum + sizeOf(root), sizeOf(own));
  if (size <= limits.importedValues) return size;
  throw configError(
    `this manifest and its imports come to more than ${limits.importedValues} values. Import less.`,
    'import',
    own,
  );
}

function sizeOf(map: MapNode): number {
  const size = counted.get(map) ?? countIn(map, limits.importedValues);
  counted.set(map, size);
  return size;
}

/** The number of values in a node, or `most` when there are more. */
function countIn(node: YamlNode, most: number): number {
  let count = 1;
  if (node.type === 'scalar') return count;
  for (const value of node.type === 'list' ? node.items : node.entries.values()) {
    if (count >= most) return most;
    count += countIn(value, most - count);
  }
  return count;
}

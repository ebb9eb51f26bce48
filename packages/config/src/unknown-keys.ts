import { type Shape, shapes } from './shapes.js';
import { distanceOf, nearest } from './suggest.js';
import { entriesOf, lineAndColumn, type Source, type YamlNode } from './yaml/node.js';

const told = new WeakMap<Source, Map<string, number>>();

/**
 * Tells of keys in a map of ours that nobody reads, each with its place and the nearest one that somebody does. A key that stands often
 * in one file is told where it was met first.
 */
export function unknownKeys(node: YamlNode | undefined, shape: Shape, owner: string): readonly string[] {
  const known: readonly string[] = shapes[shape];
  return unknownIn(node, known).flatMap(([key, value]) => {
    const similar = nearest(key, known);
    const hint = similar === undefined ? `There are ${known.join(', ')}.` : `Did you mean ${similar}?`;
    return messageOf(key, value, shape, `${owner}, which has no effect. ${hint}`);
  });
}

/** {@link unknownKeys} of a map that others may have keys in, too: only what is nearly one of ours. */
export function mistypedKeys(
  node: YamlNode | undefined,
  shape: Shape,
  owner: string,
  effect = 'which has no effect',
): readonly string[] {
  const known: readonly string[] = shapes[shape];
  return unknownIn(node, known).flatMap(([key, value]) => {
    // The names of what only holds anchors.
    if (/^(?:x-|[._])/.test(key)) return [];
    const similar = known.find((name) => distanceOf(name, key) <= (name.length < 6 ? 1 : 2));
    if (similar === undefined) return [];
    return messageOf(key, value, shape, `${owner}, ${effect}. Did you mean ${similar}?`);
  });
}

/** Where a key stands. */
export function placeOfKey({ source, keyAt }: YamlNode): string {
  const { line, column } = lineAndColumn(source, keyAt);
  return `${source.name ?? source.file}:${line}:${column}`;
}

function unknownIn(node: YamlNode | undefined, known: readonly string[]): readonly (readonly [string, YamlNode])[] {
  return entriesOf(node).filter(([key]) => !known.includes(key));
}

function messageOf(key: string, value: YamlNode, shape: Shape, rest: string): readonly string[] {
  const { source, keyAt } = value;
  const places = told.get(source) ?? new Map<string, number>();
  told.set(source, places);
  const first = places.get(`${shape} ${key}`) ?? keyAt;
  places.set(`${shape} ${key}`, first);
  const shown = key.length > 60 ? `${key.slice(0, 60)}…` : key;
  return first === keyAt ? [`${placeOfKey(value)}: unknown key ${shown} of ${rest}`] : [];
}

import { recordOf } from '../record.js';
import type { Position } from './position.js';

/** One file as it was read. Positions are computed from it only when somebody asks. */
export interface Source {
  readonly file: string;
  /** What messages call it, when that is shorter. */
  readonly name?: string;
  readonly text: string;
}

export type ScalarValue = string | number | boolean | null;

interface Placed {
  readonly source: Source;
  /** Offset of the value, its tag included. */
  readonly at: number;
  /** Offset of the key it stands under; that of the value in a list. */
  readonly keyAt: number;
  /** Local tag such as `!secret`; standard tags are already applied. */
  readonly tag?: string | undefined;
}

export interface ScalarNode extends Placed {
  readonly type: 'scalar';
  /** With a tag: the text behind it. */
  readonly value: ScalarValue;
}

export interface ListNode extends Placed {
  readonly type: 'list';
  readonly items: readonly YamlNode[];
}

export interface MapNode extends Placed {
  readonly type: 'map';
  readonly entries: ReadonlyMap<string, YamlNode>;
}

/** YAML as data, with the place of everything beside it. Never changed after it was made. */
export type YamlNode = ScalarNode | ListNode | MapNode;

const nowhere: Source = { file: '(default)', text: '' };

/** A map that nobody wrote. */
export const emptyMap: MapNode = { type: 'map', entries: new Map(), source: nowhere, at: 0, keyAt: 0 };

/** The child under a path of keys; `undefined` where a step is missing, not a map, or taken away by `!unset`. */
export function child(node: YamlNode | undefined, ...keys: readonly string[]): YamlNode | undefined {
  let current = node;
  for (const key of keys) {
    if (current?.type !== 'map') return undefined;
    current = current.entries.get(key);
  }
  return current?.tag === '!unset' ? undefined : current;
}

/** The child under a path of keys if it is a map. */
export function mapAt(node: YamlNode | undefined, ...keys: readonly string[]): MapNode | undefined {
  const found = child(node, ...keys);
  return found?.type === 'map' ? found : undefined;
}

/** The child under a path of keys if it is text without a tag. */
export function textAt(node: YamlNode | undefined, ...keys: readonly string[]): string | undefined {
  const found = child(node, ...keys);
  return found?.type === 'scalar' && found.tag === undefined && typeof found.value === 'string' ? found.value : undefined;
}

/** The entries of a map that are there; none for anything else. */
export function entriesOf(node: YamlNode | undefined): readonly (readonly [string, YamlNode])[] {
  return node?.type === 'map' ? [...node.entries].filter(([, value]) => value.tag !== '!unset') : [];
}

/** Plain data; `convert` decides what a tagged node becomes. */
export function toPlain(node: YamlNode, convert: (tagged: YamlNode) => unknown = textOfTagged): unknown {
  if (node.tag !== undefined && node.tag !== '!append') return convert(node);
  switch (node.type) {
    case 'scalar':
      return node.value;
    case 'list':
      return node.items.filter((item) => item.tag !== '!unset').map((item) => toPlain(item, convert));
    case 'map':
      return recordOf(entriesOf(node).map(([key, value]) => [key, toPlain(value, convert)] as const));
  }
}

function textOfTagged(node: YamlNode): unknown {
  return node.type === 'scalar' ? `${node.tag} ${String(node.value ?? '')}`.trim() : toPlain({ ...node, tag: undefined });
}

/** Where a node's key stands, with the file shortened by `name`. */
export function keyPosition(node: YamlNode, name: (file: string) => string = (file) => file): Position {
  return { file: name(node.source.file), ...lineAndColumn(node.source, node.keyAt) };
}

/** Where a node's value stands. */
export function valuePosition(node: YamlNode, name: (file: string) => string = (file) => file): Position {
  return { file: name(node.source.file), ...lineAndColumn(node.source, node.at) };
}

const lineStarts = new WeakMap<Source, readonly number[]>();

/** Line and column, from 1, of an offset. */
export function lineAndColumn(source: Source, offset: number): { readonly line: number; readonly column: number } {
  let starts = lineStarts.get(source);
  if (!starts) {
    starts = [0, ...Array.from(source.text.matchAll(/\n/g), ({ index }) => index + 1)];
    lineStarts.set(source, starts);
  }
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - starts[low]! + 1 };
}

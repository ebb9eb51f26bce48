import { secretError } from '@keyrack/core/provider';
import type { Alias, Document, Pair, ParsedNode, Scalar, YAMLMap } from 'yaml';
import { limits } from '../limits.js';
import { emptyMap, lineAndColumn, type MapNode, type Source, type YamlNode } from './node.js';
import { plainScalar } from './plain-scalar.js';
import type * as library from './yaml-library.js';

/** The part of the YAML library that is used here, loaded by whoever calls. */
export type YamlLibrary = typeof library;

const tooDeep = `lists and maps are nested more than ${limits.depth} levels deep`;

// The library's own messages quote the text, which may be a value somebody pasted; only its codes are used.
const faults: Readonly<Record<string, string>> = {
  BAD_ALIAS: 'an alias is malformed',
  BAD_INDENT: 'the indentation does not fit',
  BLOCK_AS_IMPLICIT_KEY: 'a block cannot stand here; check the indentation and the colon',
  DUPLICATE_KEY: 'a key stands twice in one map',
  MISSING_CHAR: 'a character is missing, such as a closing quote, a bracket or a comma',
  MULTILINE_IMPLICIT_KEY: 'a key goes over several lines; a colon is missing',
  RESOURCE_EXHAUSTION: tooDeep,
  TAB_AS_INDENT: 'a tab is used as indentation',
  UNEXPECTED_TOKEN: 'something stands here that YAML does not expect',
};

// Failsafe reads every scalar as text, so numbers are resolved once, by our rules; its duplicate check is quadratic, ours is a map.
const options = {
  schema: 'failsafe',
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
  keepSourceTokens: false,
  strict: false,
} as const;

/**
 * Parses the first document of any YAML file.
 *
 * @throws `INVALID_CONFIG` with `file:line:column`; no text of the file is quoted but the names of keys.
 */
export function parseWithLibrary(source: Source, yaml: YamlLibrary): YamlNode {
  const composer = new yaml.Composer<ParsedNode>(options);
  const first = composer.compose(new yaml.Parser().parse(source.text), true, source.text.length).next();
  const document: Document.Parsed<ParsedNode> | undefined = first.done ? undefined : first.value;
  const fault = document?.errors[0];
  if (fault) throw malformed(source, fault.pos[0], faults[fault.code] ?? 'this is not well-formed YAML');
  if (!document?.contents) return { ...emptyMap, source };
  return new Reader(source, yaml).read(document.contents, undefined, 0);
}

function malformed(source: Source, offset: number, problem: string): Error {
  const { line, column } = lineAndColumn(source, offset);
  return secretError(`${source.name ?? source.file}:${line}:${column}: ${problem}.`, {
    code: 'INVALID_CONFIG',
    provider: 'config',
    operation: 'parse',
  });
}

/** What an alias stands for, and what it costs to walk. */
interface Anchored {
  readonly node: YamlNode;
  readonly values: number;
  /** Levels below it. */
  readonly levels: number;
}

class Reader {
  readonly #source: Source;
  readonly #yaml: YamlLibrary;
  readonly #anchors = new Map<string, Anchored>();
  /** Values read so far, and how many of them aliases stand for: whoever walks them meets each one again. */
  #values = 0;
  #aliased = 0;
  /** The deepest level of what is being read. */
  #deepest = 0;

  constructor(source: Source, yaml: YamlLibrary) {
    this.#source = source;
    this.#yaml = yaml;
  }

  read(node: ParsedNode | null, keyAt: number | undefined, depth: number): YamlNode {
    const [valuesBefore, deepestBefore] = [this.#values, this.#deepest];
    this.#values += 1;
    this.#deepest = depth;
    if (depth > limits.depth) throw malformed(this.#source, node?.range[0] ?? keyAt ?? 0, tooDeep);
    const read = this.#read(node, keyAt, depth);
    const anchor = node === null || this.#yaml.isAlias(node) ? undefined : node.anchor;
    if (anchor !== undefined)
      this.#anchors.set(anchor, { node: read, values: this.#values - valuesBefore, levels: this.#deepest - depth });
    this.#deepest = Math.max(this.#deepest, deepestBefore);
    return read;
  }

  #read(node: ParsedNode | null, keyAt: number | undefined, depth: number): YamlNode {
    if (node === null) return { type: 'scalar', value: null, source: this.#source, at: keyAt ?? 0, keyAt: keyAt ?? 0 };
    if (this.#yaml.isAlias(node)) return this.#alias(node, keyAt, depth);
    const tag = localTag(node.tag);
    const at = this.#start(node, tag);
    const place = { source: this.#source, at, keyAt: keyAt ?? at, ...(tag !== undefined && { tag }) };
    if (this.#yaml.isScalar(node))
      return { type: 'scalar', value: tag === undefined ? scalarValue(node) : String(node.value ?? ''), ...place };
    if (this.#yaml.isSeq(node)) {
      const items = node.items.map((item) => this.read(item as ParsedNode | null, undefined, depth + 1));
      return { type: 'list', items, ...place };
    }
    return { type: 'map', entries: this.#entries(node as YAMLMap.Parsed, depth + 1), ...place };
  }

  // The library gives the offset behind the tag; readers look for the tag, which stands not far before it if it is written out at all.
  #start(node: ParsedNode, tag: string | undefined): number {
    const [start] = node.range;
    if (tag === undefined) return start;
    const from = Math.max(0, start - 1000);
    const before = this.#source.text.slice(from, start + tag.length).lastIndexOf(tag);
    return before === -1 ? start : from + before;
  }

  #alias(node: Alias, keyAt: number | undefined, depth: number): YamlNode {
    const at = node.range?.[0] ?? 0;
    const target = this.#anchors.get(node.source);
    if (!target) throw malformed(this.#source, at, 'an alias has no anchor before it');
    this.#values += target.values;
    this.#aliased += target.values;
    this.#deepest = depth + target.levels;
    if (this.#deepest > limits.depth) throw malformed(this.#source, at, tooDeep);
    if (this.#aliased > limits.aliasedValues)
      throw malformed(this.#source, at, `aliases up to here stand for more than ${limits.aliasedValues} values`);
    return { ...target.node, keyAt: keyAt ?? at };
  }

  #entries(map: YAMLMap.Parsed, depth: number): ReadonlyMap<string, YamlNode> {
    const own = new Map<string, YamlNode>();
    const merged: YamlNode[] = [];
    for (const pair of map.items as Pair<ParsedNode, ParsedNode | null>[]) {
      const { key, value } = pair;
      const keyAt = key.range[0];
      if (!this.#yaml.isScalar(key)) throw malformed(this.#source, keyAt, 'a key is not a plain word');
      const name = String(key.value ?? '');
      const read = this.read(value, keyAt, depth);
      if (name === '<<' && key.type === 'PLAIN' && read.type !== 'scalar')
        merged.push(...(read.type === 'list' ? read.items : [read]));
      else if (own.has(name)) throw malformed(this.#source, keyAt, `the key "${name}" stands twice in one map`);
      else own.set(name, read);
    }
    return merged.length === 0 ? own : withMerged(own, merged);
  }
}

/** What `<<` brings: own keys win, then the earlier of the merged maps. */
function withMerged(own: ReadonlyMap<string, YamlNode>, merged: readonly YamlNode[]): ReadonlyMap<string, YamlNode> {
  const maps = merged.filter((node): node is MapNode => node.type === 'map');
  return new Map([...maps.toReversed().flatMap(({ entries }) => [...entries]), ...own]);
}

function localTag(tag: string | undefined): string | undefined {
  return tag?.startsWith('!') && tag !== '!' ? tag : undefined;
}

function scalarValue(node: Scalar): string | number | boolean | null {
  const text = String(node.value ?? '');
  return node.type === 'PLAIN' && node.tag === undefined ? plainScalar(text) : text;
}

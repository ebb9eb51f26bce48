import type * as Yaml from 'yaml';
import { SopsFormatError } from './sops-format-error.js';
import { positionAt, type SourceItem, type SourceList, type SourceMap, type SourceNode, type SourceTree } from './source-tree.js';
import type * as library from './yaml-library.js';

const shortTags = /^tag:yaml\.org,2002:/;

/** The library takes `<<` out of the strings when it bears the merge tag. */
function textOf({ value, source }: Yaml.Scalar): string {
  return typeof value === 'string' ? value : (source ?? '');
}

/** Far more than a file with creation rules needs. */
const mostAliased = 100_000;

/** What an alias stands for, and how many values that is. */
interface Anchored {
  readonly node: SourceNode;
  readonly values: number;
}

/** Turns the library's nodes into ours. Nothing of the library leaves this class. */
class TreeReader {
  readonly #yaml: typeof library;
  readonly #text: string;
  readonly #aliases: 'expand' | 'refuse';
  readonly #anchors = new Map<string, Anchored>();
  /** Values read so far, and how many of them aliases stand for: aliases of aliases grow without bound. */
  #values = 0;
  #aliased = 0;

  constructor(yaml: typeof library, text: string, aliases: 'expand' | 'refuse') {
    this.#yaml = yaml;
    this.#text = text;
    this.#aliases = aliases;
  }

  document(document: Yaml.Document<Yaml.Node, boolean>): SourceMap {
    this.#anchors.clear();
    const error = document.errors[0];
    // The library's own message quotes the line it stumbled over.
    if (error !== undefined) throw this.fail('MALFORMED', 'not valid YAML', error.pos[0]);
    const root = this.node(document.contents, 0);
    if (root.kind === 'map') return root;
    const empty = root.kind === 'scalar' && root.text === '' && root.plain;
    if (!empty) throw this.fail('MALFORMED', 'a SOPS document must be a mapping at the top', root.start);
    return { kind: 'map', items: [], flow: false, start: root.start, end: root.end };
  }

  fail(code: 'MALFORMED' | 'UNSUPPORTED', message: string, offset: number): SopsFormatError {
    return new SopsFormatError(code, message, positionAt(this.#text, offset));
  }

  node(node: unknown, emptyAt: number): SourceNode {
    const before = this.#values;
    this.#values += 1;
    const read = this.#read(node, emptyAt);
    const anchor = this.#yaml.isScalar(node) || this.#yaml.isCollection(node) ? node.anchor : undefined;
    if (anchor !== undefined) this.#anchors.set(anchor, { node: read, values: this.#values - before });
    return read;
  }

  #read(node: unknown, emptyAt: number): SourceNode {
    const { isAlias, isMap, isScalar, isSeq } = this.#yaml;
    if (isScalar(node)) return this.#scalar(node, emptyAt);
    if (isMap(node)) return this.#map(node);
    if (isSeq(node)) return this.#list(node);
    if (isAlias(node)) return this.#alias(node, node.range?.[0] ?? emptyAt);
    return { kind: 'scalar', text: '', plain: true, tag: undefined, start: emptyAt, end: emptyAt };
  }

  // The library would look for the anchor in the whole document, once for each alias.
  #alias({ source }: Yaml.Alias, at: number): SourceNode {
    if (this.#aliases === 'refuse') throw this.fail('UNSUPPORTED', 'YAML aliases are not supported', at);
    const target = this.#anchors.get(source);
    if (target === undefined) throw this.fail('MALFORMED', 'a YAML alias has no anchor before it', at);
    this.#values += target.values;
    this.#aliased += target.values;
    if (this.#aliased > mostAliased) throw this.fail('UNSUPPORTED', `YAML aliases stand for more than ${mostAliased} values`, at);
    return target.node;
  }

  #scalar(node: Yaml.Scalar, emptyAt: number): SourceNode {
    const plain = node.type === undefined || node.type === 'PLAIN';
    // The library puts an absent value behind the comments that follow.
    const absent = plain && (node.source ?? '') === '';
    const start = absent ? emptyAt : (node.range?.[0] ?? emptyAt);
    let end = absent ? emptyAt : (node.range?.[1] ?? emptyAt);
    while (end > start && /[\r\n]/.test(this.#text[end - 1] ?? '')) end -= 1;
    return { kind: 'scalar', text: textOf(node), plain, tag: node.tag?.replace(shortTags, '!!'), start, end };
  }

  #map(node: Yaml.YAMLMap): SourceMap {
    const start = node.range?.[0] ?? 0;
    const items = node.items.map((pair) => this.#item(pair, start));
    const flow = node.flow === true;
    return { kind: 'map', items, flow, start, end: flow ? (node.range?.[1] ?? start) : (items.at(-1)?.value.end ?? start) };
  }

  #item(pair: Yaml.Pair, mapStart: number): SourceItem {
    const colon = pair.srcToken?.sep?.find((token) => token.type === 'map-value-ind');
    const key = this.node(pair.key, colon?.offset ?? mapStart);
    if (key.kind !== 'scalar') throw this.fail('MALFORMED', 'a mapping key is not a string', key.start);
    if (colon === undefined) throw this.fail('UNSUPPORTED', 'a mapping key without a colon is not supported', key.start);
    const colonEnd = colon.offset + 1;
    return { key: key.text, start: key.start, colonEnd, value: this.node(pair.value, colonEnd) };
  }

  #list(node: Yaml.YAMLSeq): SourceList {
    const start = node.range?.[0] ?? 0;
    const items = node.items.map((item) => this.node(item, start));
    const end = node.flow === true ? (node.range?.[1] ?? start) : Math.max(start + 1, items.at(-1)?.end ?? 0);
    return { kind: 'list', items, start, end };
  }
}

/**
 * Reads any YAML text with the YAML library, which is loaded by the first call.
 *
 * The library's duplicate check is quadratic and its types are not Go's, so both are off.
 *
 * @throws `MALFORMED`, `UNSUPPORTED`
 */
export async function parseYaml(
  text: string,
  { aliases = 'refuse' }: { aliases?: 'expand' | 'refuse' } = {},
): Promise<SourceTree> {
  const yaml = await import('./yaml-library.js');
  const reader = new TreeReader(yaml, text, aliases);
  const options = {
    schema: 'failsafe',
    uniqueKeys: false,
    keepSourceTokens: true,
    logLevel: 'silent',
    prettyErrors: false,
  } as const;
  let parsed: ReturnType<typeof yaml.parseAllDocuments>;
  try {
    parsed = yaml.parseAllDocuments(text, options);
  } catch {
    // Thousands of levels exhaust the stack of the library.
    throw new SopsFormatError('MALFORMED', 'not readable as YAML');
  }
  return { text, documents: 'empty' in parsed ? [] : parsed.map((document) => reader.document(document)) };
}

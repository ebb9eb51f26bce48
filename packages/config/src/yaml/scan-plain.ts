import { emptyMap, type ListNode, type MapNode, type Source, type YamlNode } from './node.js';
import { NotPlain, TextCursor } from './text-cursor.js';

// Line and paragraph separators, byte order marks and control characters are where readers differ.
const strange = /[^\n -~\u00a1-\u2027\u202a-\ufefe\uff00-\ufffd]/;
const header = /(?:(?:#[^\n]*)?\n)*---\n/y;
const mark = /---|\.\.\./y;
const localTag = /(![A-Za-z][\w.-]*)(?: +|$)/my;
const colon = /:(?= |$)/my;
const lineEnd = /(?: +#[^\n]*| *)$/my;
const deepest = 64;

/** The key that a node stands under, and the tag before it. */
interface Owner {
  readonly keyAt: number | undefined;
  readonly tag: string | undefined;
}
const nobody: Owner = { keyAt: undefined, tag: undefined };

/** Reads line by line: mappings and lists in block style, scalars and flow collections of one line, comments. */
class Scanner extends TextCursor {
  readonly #source: Source;
  #lineStart = 0;
  /** Where the content of the line starts; -1 behind the last line. */
  #column = 0;

  constructor(source: Source) {
    super(source.text);
    this.#source = source;
  }

  document(): YamlNode {
    const headed = this.match(header) !== undefined;
    this.#lineStart = this.pos;
    this.#toContent();
    if (this.letter === undefined && !headed) return { ...emptyMap, source: this.#source };
    if (this.#column !== 0) throw new NotPlain();
    const root = this.#block(nobody, deepest);
    if (this.letter !== undefined) throw new NotPlain();
    return root;
  }

  /** Moves over spaces, comments and line breaks to the next content. */
  #toContent(): void {
    this.skipSpaces();
    while (this.letter === '\n' || this.letter === '#') {
      const newline = this.text.indexOf('\n', this.pos);
      this.#lineStart = this.pos = newline === -1 ? this.text.length : newline + 1;
      this.skipSpaces();
    }
    this.#column = this.letter === undefined ? -1 : this.pos - this.#lineStart;
    if (this.#column === 0 && this.match(mark)) throw new NotPlain();
  }

  #owner(keyAt: number | undefined): Owner {
    return { keyAt, tag: this.match(localTag)?.[1] };
  }

  #place({ keyAt, tag }: Owner): Pick<YamlNode, 'source' | 'at' | 'keyAt' | 'tag'> {
    // The library's reader looks for the tag in the same way, even where a comment repeats it.
    const at = tag === undefined ? this.pos : this.text.lastIndexOf(tag, this.pos);
    return { source: this.#source, at, keyAt: keyAt ?? at, ...(tag !== undefined && { tag }) };
  }

  #atItem(): boolean {
    return this.text.startsWith('- ', this.pos);
  }

  #block(owner: Owner, depth: number): MapNode | ListNode {
    if (depth === 0) throw new NotPlain();
    return this.#atItem() ? this.#list(owner, depth) : this.#map(owner, depth);
  }

  /** Whether the block goes on; a deeper line would continue what was read, or fit nowhere. */
  #continues(column: number): boolean {
    if (this.#column > column) throw new NotPlain();
    return this.#column === column;
  }

  #map(owner: Owner, depth: number): MapNode {
    const place = this.#place(owner);
    const column = this.#column;
    const entries = new Map<string, YamlNode>();
    do {
      const keyAt = this.pos;
      const name = this.#newKey(entries, false);
      entries.set(name, this.#value(column, keyAt, depth));
    } while (this.#continues(column));
    return { type: 'map', entries, ...place };
  }

  #newKey(entries: ReadonlyMap<string, YamlNode>, inFlow: boolean): string {
    const { text } = this.word(inFlow);
    this.expect(colon);
    this.skipSpaces();
    if (text === '<<' || entries.has(text)) throw new NotPlain();
    return text;
  }

  /** What follows a colon: something on the same line, a block, or nothing. */
  #value(column: number, keyAt: number, depth: number): YamlNode {
    const owner = this.#owner(keyAt);
    if (this.letter !== undefined && this.letter !== '\n' && this.letter !== '#') return this.#inline(owner, depth);
    const place = this.#place(owner);
    this.#toContent();
    // A list may stand in the column of its key.
    if (this.#column > column || (this.#column === column && this.#atItem())) return this.#block(owner, depth - 1);
    return { type: 'scalar', value: owner.tag === undefined ? null : '', ...place };
  }

  #list(owner: Owner, depth: number): ListNode {
    const place = this.#place(owner);
    const column = this.#column;
    const items: YamlNode[] = [];
    do items.push(this.#item(depth));
    while (this.#continues(column) && this.#atItem());
    return { type: 'list', items, ...place };
  }

  #item(depth: number): YamlNode {
    this.pos += 1;
    this.skipSpaces();
    const start = this.pos;
    const startsBlock = this.#atItem() || (!'![{'.includes(this.letter ?? '') && this.#startsWithKey());
    this.pos = start;
    if (!startsBlock) return this.#inline(this.#owner(undefined), depth);
    // The nested block starts on the line of the dash, as if the dash were part of the indent.
    this.#column = start - this.#lineStart;
    return this.#block(nobody, depth - 1);
  }

  #startsWithKey(): boolean {
    this.word(false);
    return this.match(colon) !== undefined;
  }

  #inline(owner: Owner, depth: number): YamlNode {
    const node = this.#node(owner, false, depth);
    this.expect(lineEnd);
    this.#toContent();
    return node;
  }

  /** A scalar or a flow collection, all of it on this line. */
  #node(owner: Owner, inFlow: boolean, depth: number): YamlNode {
    if (depth === 0) throw new NotPlain();
    const place = this.#place(owner);
    if (this.letter === '[') return { type: 'list', items: this.#flowItems(depth), ...place };
    if (this.letter === '{') return { type: 'map', entries: this.#flowEntries(depth), ...place };
    const { text, value } = this.word(inFlow);
    return { type: 'scalar', value: owner.tag === undefined ? value : text, ...place };
  }

  #flowItems(depth: number): readonly YamlNode[] {
    const items: YamlNode[] = [];
    while (this.#hasNext(']', items.length)) items.push(this.#node(this.#owner(undefined), true, depth - 1));
    return items;
  }

  #flowEntries(depth: number): ReadonlyMap<string, YamlNode> {
    const entries = new Map<string, YamlNode>();
    while (this.#hasNext('}', entries.size)) {
      const keyAt = this.pos;
      const name = this.#newKey(entries, true);
      entries.set(name, this.#node(this.#owner(keyAt), true, depth - 1));
    }
    return entries;
  }

  /** Moves to the next item of a flow collection, or behind its closing bracket. */
  #hasNext(closing: string, count: number): boolean {
    if (count === 0) this.pos += 1;
    this.skipSpaces();
    const closes = this.letter === closing;
    if (!closes && count > 0 && this.letter !== ',') throw new NotPlain();
    if (closes || count > 0) this.pos += 1;
    if (!closes) this.skipSpaces();
    return !closes;
  }
}

/**
 * Reads a text in the layout that configuration is mostly written in, many times faster than a YAML parser and without loading one.
 * `undefined` for anything that is not obviously in that layout; what it does read, it reads exactly as the library's reader does.
 */
export function scanPlain(source: Source): YamlNode | undefined {
  if (strange.test(source.text)) return undefined;
  try {
    return new Scanner(source).document();
  } catch (error) {
    if (error instanceof NotPlain) return undefined;
    throw error;
  }
}

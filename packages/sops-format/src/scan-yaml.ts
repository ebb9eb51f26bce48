import type { SourceItem, SourceList, SourceMap, SourceNode, SourceScalar, SourceTree } from './source-tree.js';

/** Thrown and caught in this file alone: the text is not in the plain layout, so the YAML parser has to read it. */
class NotPlain extends Error {}

const key = /(?:([A-Za-z_](?:[\w./-]|:(?=[\w./-])){0,500})|"([^"\\\n]{0,500})"|'([^'\n]{0,500})'):(?= |$)/my;
const inline =
  /(?:(ENC\[[\w+/=,:.-]+\]|(?:-?[\w.]|[(^/])[\w./+@=()\\^$?*|-]*)|"([^"\\\n]*)"|'([^'\n]*)'|(\{\})|(\[\]))(?: +#.*)?$/my;
const literal = /\|(-?)$/my;
const deepest = 64;

/** Reads the layout line by line: mappings and lists in block style, one-line scalars, literal blocks, comments. */
class Scanner {
  readonly #text: string;
  /** Start of the next line that is neither blank nor a comment, its indent, and where its content starts. */
  #line = 0;
  #indent = 0;
  #start = 0;

  constructor(text: string) {
    this.#text = text;
    this.#moveTo(0);
  }

  documents(): SourceMap[] {
    const documents: SourceMap[] = [];
    if (this.#isMark()) this.#nextLine(this.#start);
    while (this.#start < this.#text.length) {
      const root = this.#block(0, deepest);
      if (root.kind !== 'map') throw new NotPlain();
      documents.push(root);
      if (this.#start >= this.#text.length) break;
      if (!this.#isMark()) throw new NotPlain();
      this.#nextLine(this.#start);
      // A mark with nothing behind it is one more document, and an empty one.
      if (this.#start >= this.#text.length) throw new NotPlain();
    }
    if (documents.length === 0) throw new NotPlain();
    return documents;
  }

  #isMark(): boolean {
    return this.#indent === 0 && this.#text.startsWith('---\n', this.#start);
  }

  #nextLine(from: number): void {
    const newline = this.#text.indexOf('\n', from);
    this.#moveTo(newline === -1 ? this.#text.length : newline + 1);
  }

  #moveTo(lineStart: number): void {
    for (let line = lineStart; ; ) {
      let start = line;
      while (this.#text[start] === ' ') start += 1;
      const letter = this.#text[start];
      if (letter !== undefined && (letter === '\n' || letter === '#')) {
        const newline = this.#text.indexOf('\n', start);
        line = newline === -1 ? this.#text.length : newline + 1;
        continue;
      }
      this.#line = line;
      this.#start = start;
      this.#indent = letter === undefined ? 0 : start - line;
      return;
    }
  }

  /** The mapping or list whose items start in the column where the current content starts. */
  #block(column: number, depth: number): SourceMap | SourceList {
    if (depth === 0 || this.#start - this.#line !== column) throw new NotPlain();
    return this.#text.startsWith('- ', this.#start) ? this.#list(column, depth) : this.#map(column, depth);
  }

  #continues(column: number): boolean {
    if (this.#start >= this.#text.length || this.#isMark()) return false;
    if (this.#indent > column) throw new NotPlain();
    return this.#indent === column;
  }

  #map(column: number, depth: number): SourceMap {
    const start = this.#start;
    const items: SourceItem[] = [];
    do items.push(this.#item(column, depth));
    while (this.#continues(column));
    return { kind: 'map', items, flow: false, start, end: items.at(-1)?.value.end ?? start };
  }

  #item(column: number, depth: number): SourceItem {
    const start = this.#start;
    key.lastIndex = start;
    const match = key.exec(this.#text);
    if (match === null) throw new NotPlain();
    const colonEnd = key.lastIndex;
    return { key: match[1] ?? match[2] ?? match[3] ?? '', start, colonEnd, value: this.#value(colonEnd, column, depth) };
  }

  /** What follows a colon: something on the same line, a deeper block, or nothing. */
  #value(colonEnd: number, column: number, depth: number): SourceNode {
    if (this.#text[colonEnd] === ' ') return this.#scalar(colonEnd + 1, column);
    this.#nextLine(colonEnd);
    if (this.#start < this.#text.length && this.#indent > column) return this.#block(this.#indent, depth - 1);
    if (this.#indent === column && this.#text.startsWith('- ', this.#start)) throw new NotPlain();
    return { kind: 'scalar', text: '', plain: true, tag: undefined, start: colonEnd, end: colonEnd };
  }

  #list(column: number, depth: number): SourceList {
    const start = this.#start;
    const items: SourceNode[] = [];
    do {
      if (!this.#text.startsWith('- ', this.#start)) throw new NotPlain();
      items.push(this.#listItem(column, depth));
    } while (this.#continues(column));
    return { kind: 'list', items, start, end: items.at(-1)?.end ?? start };
  }

  #listItem(column: number, depth: number): SourceNode {
    const start = this.#start + 2;
    key.lastIndex = start;
    if (!this.#text.startsWith('- ', start) && !key.test(this.#text)) return this.#scalar(start, column);
    // The nested block starts on the line of the dash, as if the dash were part of the indent.
    this.#start = start;
    this.#indent = column + 2;
    return this.#block(column + 2, depth - 1);
  }

  #scalar(start: number, column: number): SourceNode {
    literal.lastIndex = start;
    const block = literal.exec(this.#text);
    if (block !== null) return this.#literal(start, literal.lastIndex, block[1] === '-', column);
    inline.lastIndex = start;
    const match = inline.exec(this.#text);
    if (match === null) throw new NotPlain();
    const [, plain, double, single, map, list] = match;
    this.#nextLine(start);
    // A deeper line would continue an unquoted scalar.
    if (this.#start < this.#text.length && this.#indent > column) throw new NotPlain();
    if (map !== undefined) return { kind: 'map', items: [], flow: true, start, end: start + 2 };
    if (list !== undefined) return { kind: 'list', items: [], start, end: start + 2 };
    const text = plain ?? double ?? single ?? '';
    const end = start + text.length + (plain === undefined ? 2 : 0);
    return { kind: 'scalar', text, plain: plain !== undefined, tag: undefined, start, end };
  }

  /** A literal block without blank lines, as the keys of a document are written. */
  #literal(start: number, headerEnd: number, strip: boolean, column: number): SourceScalar {
    const lines: string[] = [];
    let indent = 0;
    let end = headerEnd;
    for (;;) {
      const line = end + 1;
      if (line >= this.#text.length) break;
      const lineEnd = this.#text.indexOf('\n', line);
      const content = this.#text.slice(line, lineEnd === -1 ? undefined : lineEnd).search(/\S/);
      if (content <= column && content !== -1) break;
      if (lines.length === 0) indent = content;
      // Blank lines, and a last line without its break, are where readers differ.
      if (content < indent || content === -1 || lineEnd === -1) throw new NotPlain();
      lines.push(this.#text.slice(line + indent, lineEnd));
      end = lineEnd;
    }
    if (lines.length === 0) throw new NotPlain();
    this.#moveTo(end + 1);
    if (this.#start < this.#text.length && this.#indent > column) throw new NotPlain();
    return { kind: 'scalar', text: lines.join('\n') + (strip ? '' : '\n'), plain: false, tag: undefined, start, end };
  }
}

/**
 * Reads a text in the plain layout of the official tool, many times faster than a YAML parser and without loading one. `undefined`
 * for anything that is not obviously in that layout; what it does read, it reads exactly as the parser does.
 */
export function scanYaml(text: string): SourceTree | undefined {
  if (/[^\n -~]/.test(text)) return undefined;
  try {
    return { text, documents: new Scanner(text).documents() };
  } catch (error) {
    if (error instanceof NotPlain) return undefined;
    throw error;
  }
}

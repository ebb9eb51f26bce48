import type { SourcePosition } from './sops-format-error.js';

/** A scalar as it stands in the text; `end` never includes a line break. */
export interface SourceScalar {
  readonly kind: 'scalar';
  readonly text: string;
  /** True for an unquoted scalar, whose type depends on its spelling. */
  readonly plain: boolean;
  /** An explicit tag in its short form, such as `!!str`. */
  readonly tag: string | undefined;
  readonly start: number;
  readonly end: number;
}

export interface SourceItem {
  readonly key: string;
  readonly start: number;
  /** Offset just behind the colon. */
  readonly colonEnd: number;
  readonly value: SourceNode;
}

export interface SourceMap {
  readonly kind: 'map';
  /** Pairs, not an object: order and integer-like keys count for the authentication code. */
  readonly items: readonly SourceItem[];
  readonly flow: boolean;
  readonly start: number;
  readonly end: number;
}

export interface SourceList {
  readonly kind: 'list';
  readonly items: readonly SourceNode[];
  readonly start: number;
  readonly end: number;
}

export type SourceNode = SourceScalar | SourceMap | SourceList;

/** What both readers, the line scan and the YAML parser, produce: the documents with the offset of everything in them. */
export interface SourceTree {
  readonly text: string;
  readonly documents: readonly SourceMap[];
}

/** Turns an offset into a position; called for messages only, so it counts lines each time. */
export function positionAt(text: string, offset: number): SourcePosition {
  let line = 1;
  let lineStart = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    line += 1;
    lineStart = at + 1;
  }
  return { line, column: offset - lineStart + 1 };
}

export function lineStartAt(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

/** Offset of the line's end, before its `\n` or `\r\n`. */
export function lineEndAt(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  if (newline === -1) return text.length;
  return newline > offset && text[newline - 1] === '\r' ? newline - 1 : newline;
}

export function columnAt(text: string, offset: number): number {
  return offset - lineStartAt(text, offset);
}

export function findItem(map: SourceMap, key: string): SourceItem | undefined {
  return map.items.find((item) => item.key === key);
}

import { emitName } from './emit-name.js';
import { columnAt, lineEndAt, lineStartAt, type SourceItem, type SourceMap } from './source-tree.js';

/** A piece of the text to replace; everything outside of all pieces stays as it is, byte for byte. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export function applySplices(text: string, splices: readonly Splice[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, text: piece } of splices.toSorted((one, other) => one.start - other.start)) {
    result += text.slice(at, start) + piece;
    at = end;
  }
  return result + text.slice(at);
}

/** Offset of the next line's start, or the end of the text. */
function nextLine(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  return newline === -1 ? text.length : newline + 1;
}

/** End of an item's last line, the comments included that are indented deeper than the item and so belong to it. */
function itemEnd(text: string, item: SourceItem): number {
  const column = columnAt(text, item.start);
  let end = lineEndAt(text, Math.max(item.value.end, item.colonEnd));
  for (let at = nextLine(text, end); at < text.length; at = nextLine(text, at)) {
    const line = text.slice(at, lineEndAt(text, at));
    const indent = line.search(/\S/);
    if (indent !== -1 && !(line[indent] === '#' && indent > column)) break;
    if (indent !== -1) end = at + line.length;
  }
  return end;
}

/** Quotes stay as they were; where the old value was not a quoted scalar, flow mappings need quotes and block mappings none. */
function quoted(sealed: string, old: string, flow: boolean): string {
  // An empty text had to be quoted; its quotes say nothing about the author's style.
  const kept = old.length > 2 && /^["']/.test(old) ? old.charAt(0) : '';
  const quote = kept === '' && flow ? '"' : kept;
  return sealed === '' ? '""' : `${quote}${sealed}${quote}`;
}

/** Puts a new text in the place of an item's value. */
export function replaceValue(text: string, item: SourceItem, sealed: string, flow: boolean): Splice {
  const { value, colonEnd } = item;
  const old = text.slice(value.start, value.end);
  const oneLine = !text.slice(colonEnd, value.end).includes('\n');
  // A tag or an anchor stands between the colon and the value, and would now say something wrong.
  if (oneLine && value.kind === 'scalar' && text.slice(colonEnd, value.start).trim() === '') {
    const gap = /\s$/.test(text.slice(colonEnd, value.start)) ? '' : ' ';
    return { start: value.start, end: value.end, text: gap + quoted(sealed, old, flow) };
  }
  if (oneLine || flow) return { start: colonEnd, end: value.end, text: ` ${quoted(sealed, '', flow)}` };
  const comment = /^[ \t]+#.*/.exec(text.slice(colonEnd, lineEndAt(text, colonEnd)))?.[0] ?? '';
  return { start: colonEnd, end: itemEnd(text, item), text: ` ${quoted(sealed, '', false)}${comment}` };
}

/** Start of the run of comment lines right above an item. */
function commentsAbove(text: string, lineStart: number): number {
  let start = lineStart;
  while (start > 0) {
    const above = lineStartAt(text, start - 1);
    if (!/^\s*(?:#|$)/.test(text.slice(above, start - 1))) break;
    start = above;
  }
  return start;
}

/**
 * Takes an item's lines out. The comments above it stay, unless the document's rule reads comments: there they would cover the item
 * that follows.
 */
export function removeItem(text: string, item: SourceItem, withComments: boolean): Splice {
  const lineStart = lineStartAt(text, item.start);
  const start = withComments ? commentsAbove(text, lineStart) : lineStart;
  return { start, end: nextLine(text, itemEnd(text, item)), text: '' };
}

/** Adds items behind the last data item, or before the `sops` block where there is none. */
export function appendItems(text: string, root: SourceMap, items: readonly (readonly [string, string])[]): Splice {
  const anchor = root.items.findLast((item) => item.key !== 'sops');
  const first = root.items[0];
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  // The first line may start with a byte order mark.
  const indent = first === undefined ? '' : text.slice(lineStartAt(text, first.start), first.start).replaceAll(/[^ ]/g, '');
  const lines = items.map(
    ([name, sealed]) => `${indent}${emitName(name, lineBreak, indent)} ${quoted(sealed, '', false)}${lineBreak}`,
  );
  if (anchor === undefined) {
    // Above the comments of what follows, which would otherwise be the comments of the new item.
    const at = commentsAbove(text, lineStartAt(text, first?.start ?? 0));
    return { start: at, end: at, text: lines.join('') };
  }
  const at = nextLine(text, itemEnd(text, anchor));
  const missingBreak = at === 0 || text[at - 1] === '\n' ? '' : lineBreak;
  return { start: at, end: at, text: missingBreak + lines.join('') };
}

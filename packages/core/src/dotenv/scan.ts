import type { DotenvEntry } from './entry.js';
import { lineAt, readValue } from './read-value.js';

/** A line, or the lines of one value, that are not blank and no comment. */
export interface Statement {
  readonly entry: DotenvEntry;
  /** Its line or lines, with the end of the last one. */
  readonly span: readonly [number, number];
  /** Its value with the quotes; where there is no `=`, all behind the name. */
  readonly inner: readonly [number, number];
}

const faults = {
  bare: 'it has a name and no value. Write = behind the name for an empty value, or remove the line.',
  colon: 'it has a colon where most tools want =. Write NAME=value.',
  other: 'it is not NAME=value, a comment or blank. Mend it, or remove it.',
} as const;

const blankLine = /[^\S\r\n]*(?:#[^\r\n]*)?(?:\r?\n|\r?$)/y;
const head = /[ \t]*(?:export[ \t]+)?([\w.-]+)([ \t]*=[ \t]*)?/y;

/** Takes a text apart. A line that is not understood ends with itself, so that it never hides another one. */
export function scan(text: string): readonly Statement[] {
  const statements: Statement[] = [];
  // A byte order mark belongs to no line.
  let at = text.startsWith('\ufeff') ? 1 : 0;
  let line = 1;
  while (at < text.length) {
    blankLine.lastIndex = at;
    const statement = blankLine.test(text) ? undefined : statementAt(text, at, line);
    if (statement) statements.push(statement);
    const next = statement?.span[1] ?? blankLine.lastIndex;
    line += lineBreaks(text, at, next);
    at = next;
  }
  return statements;
}

function lineBreaks(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

function statementAt(text: string, at: number, line: number): Statement {
  head.lastIndex = at;
  const [whole = '', name, equals] = head.exec(text) ?? [];
  const from = at + whole.length;
  if (name === undefined || equals === undefined) return unassigned(text, { name, line, at }, from);
  const read = readValue(text, from);
  const entry: DotenvEntry =
    read.fault === undefined
      ? { name, line, at, value: read.value, note: read.note }
      : { name, line, at, fault: read.fault, open: read.open ?? false, assigned: true };
  return { entry, span: [at, read.end], inner: [from, read.to] };
}

interface Place {
  readonly name: string | undefined;
  readonly line: number;
  readonly at: number;
}

function unassigned(text: string, { name, line, at }: Place, from: number): Statement {
  const rest = lineAt(text, from);
  const fault = /^[ \t]*(?:#|$)/.test(rest.line) ? faults.bare : /^:\s/.test(rest.line) ? faults.colon : faults.other;
  return {
    // Of a line that is something else, the beginning is no name.
    entry: { name: fault === faults.other ? undefined : name, line, at, fault, open: false, assigned: false },
    span: [at, rest.end],
    inner: [from, from + rest.line.length],
  };
}

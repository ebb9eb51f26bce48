import type { DotenvEntry, DotenvFault } from './entry.js';
import { type Statement, scan } from './scan.js';
import { formatDotenvLine, writeValue } from './write-value.js';

/** A dotenv text, and how it reads with one name changed: everything else stays as it is, byte for byte. */
export interface DotenvDocument {
  /** Each name once, in the order of the text, and the lines that have none. */
  readonly entries: readonly DotenvEntry[];
  /** The line in which the text seems to break off: names that it does not have may be lost. */
  readonly torn: DotenvFault | undefined;
  /** What a name has; `undefined` when no line has it. */
  find(name: string): DotenvEntry | undefined;
  /** The text with another value in the last line of the name, or with a new line. */
  with(name: string, value: string): string;
  /** The text without any line of the name. */
  without(name: string): string;
}

/**
 * Reads `NAME=value` lines. What is not understood, and what well-known tools read in two ways, is refused for its own name alone.
 *
 * @example
 * const entry = readDotenv("A='it is' # comment").find('A');
 * entry?.fault ?? entry?.value; // it is
 */
export function readDotenv(text: string): DotenvDocument {
  const statements = scan(text);
  const entries = new Map<string | number, DotenvEntry>();
  for (const { entry } of statements) {
    const key = entry.name ?? entry.line;
    const before = entries.get(key);
    if (before?.fault === undefined || !before.open) entries.set(key, entry);
  }
  return {
    entries: [...entries.values()],
    torn: text.endsWith('\n') ? undefined : unfinished(statements),
    find: (name) => entries.get(name),
    with(name, value) {
      const last = statements.findLast(({ entry }) => entry.name === name);
      if (last === undefined) return appended(text, formatDotenvLine(name, value));
      return last.entry.fault === undefined && last.entry.value === value ? text : replaced(text, last, value);
    },
    without(name) {
      const gone = statements.filter(({ entry }) => entry.name === name);
      return gone.reduceRight((rest, { span: [from, to] }) => rest.slice(0, from) + rest.slice(to), text);
    },
  };
}

function unfinished(statements: readonly Statement[]): DotenvFault | undefined {
  const faults = statements.flatMap(({ entry }) => (entry.fault === undefined ? [] : [entry]));
  const last = statements.at(-1)?.entry;
  return faults.find((fault) => fault.open || (fault === last && !fault.assigned));
}

function replaced(text: string, { entry, inner: [from, to] }: Statement, value: string): string {
  const equals = entry.fault === undefined || entry.assigned ? '' : '=';
  // With nothing behind its blanks, Node takes the next line for the value.
  const written = writeValue(value) || "''";
  // Where there was no value, the blank between it and a comment has to come back.
  const gap = from === to && text[to] === '#' ? ' ' : '';
  return text.slice(0, from) + equals + written + gap + text.slice(to);
}

function appended(text: string, line: string): string {
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const gap = text.replace('\ufeff', '') === '' || text.endsWith('\n') ? '' : end;
  return text + gap + line + end;
}

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
  /**
   * The text with another value in the last line of the name, or with a new line; the line that stands in the way when its quotes are
   * open, or would take in what is written.
   */
  with(name: string, value: string): string | DotenvFault;
  /** The text without any line of the name; the line that stands in the way when its quotes are open, or would then be. */
  without(name: string): string | DotenvFault;
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
  const entries = entriesOf(statements);
  return {
    entries: [...entries.values()],
    torn: text.endsWith('\n') ? undefined : unfinished(statements),
    find: (name) => entries.get(name),
    with(name, value) {
      const entry = entries.get(name);
      if (isOpen(entry)) return entry;
      const last = statements.findLast((statement) => statement.entry.name === name);
      const same = entry !== undefined && entry.fault === undefined && entry.value === value;
      const next = last === undefined ? appended(text, formatDotenvLine(name, value)) : same ? text : replaced(text, last, value);
      const after = entriesOf(scan(next));
      const written = after.get(name);
      // An earlier line of the same name may have taken it in, too.
      const own = written?.fault === undefined && written?.value === value ? undefined : inTheWay(written ?? last?.entry);
      return obstacle(entries, after, name) ?? own ?? next;
    },
    without(name) {
      const gone = statements.filter(({ entry }) => entry.name === name);
      const next = gone.reduceRight((rest, { span: [from, to] }) => rest.slice(0, from) + rest.slice(to), text);
      const entry = entries.get(name);
      return isOpen(entry) ? entry : (obstacle(entries, entriesOf(scan(next)), name) ?? next);
    },
  };
}

type Entries = ReadonlyMap<string | number, DotenvEntry>;

function entriesOf(statements: readonly Statement[]): Entries {
  const entries = new Map<string | number, DotenvEntry>();
  for (const { entry } of statements) {
    const key = entry.name ?? entry.line;
    if (!isOpen(entries.get(key))) entries.set(key, entry);
  }
  return entries;
}

function isOpen(entry: DotenvEntry | undefined): entry is DotenvFault {
  return entry?.fault !== undefined && entry.open;
}

const swallowing = 'its quotes would take in the line that is written. Mend them, or write a comment without quotes behind them.';

/** A line that reads otherwise after a change of another name: its quotes have found an end in what was written. */
function obstacle(before: Entries, after: Entries, changed: string): DotenvFault | undefined {
  for (const { name, line, at, ...entry } of before.values()) {
    if (name === undefined || name === changed) continue;
    const now = after.get(name);
    const same = now?.fault === undefined ? 'value' in entry && entry.value === now?.value : entry.fault === now.fault;
    if (!same) return inTheWay({ name, line, at });
  }
  return undefined;
}

function inTheWay({ name, line, at }: Pick<DotenvFault, 'name' | 'line' | 'at'> = nowhere): DotenvFault {
  return { name, line, at, fault: swallowing, open: true, assigned: true };
}

const nowhere = { name: undefined, line: 1, at: 0 };

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
  const gap = text.replace('\ufeff', '') === '' || text.endsWith('\n') ? '' : text.endsWith('\r') ? '\n' : end;
  return text + gap + line + end;
}

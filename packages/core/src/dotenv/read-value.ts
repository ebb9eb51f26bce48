import { guardAt } from './write-value.js';

/** What stands behind a `=`: a value, or why there is none that can be relied on. */
export type ReadValue = ValueRange & (FoundValue | RefusedValue);

interface ValueRange {
  /** Where the value with its quotes ends. */
  readonly to: number;
  /** Where the next line begins. */
  readonly end: number;
}

interface FoundValue {
  readonly value: string;
  readonly note?: string | undefined;
  readonly fault?: undefined;
}

interface RefusedValue {
  readonly fault: string;
  /** Nobody can say where it ends. */
  readonly open?: boolean;
}

const lineEnd = /[ \t]*(?:(?:#[^\n]*)?(?:\n|$)|\r(?:\n|$))/y;
const wholeLine = /([^\n]*?)\r?(?:\n|$)/y;
const doubleQuoted = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"/y;
const singleQuoted = /'[^'\\]*(?:\\[\s\S][^'\\]*)*'/y;
const backticked = /`[^`\\]*(?:\\[\s\S][^`\\]*)*`/y;

const faults = {
  hash: 'some tools end the value at its #, others do not. Put the value into single quotes, or a blank in front of the comment.',
  blank: 'it begins or ends with a character that only some tools leave out. Put the value into quotes.',
  carriageReturn: 'it holds a carriage return that ends no line. Write it as \\r in double quotes.',
  quotes: 'its quotes do not match, or something stands behind them. Mend the quotes.',
  hiddenQuote: 'a quote behind a backslash ends the value for some tools and not for others. Use other quotes, or none.',
  nextLine: 'it is empty, and some tools take the quoted line that follows for the value. Mend that line.',
} as const;

/** Reads the value that begins here, behind the `=` and its blanks. */
export function readValue(text: string, at: number): ReadValue {
  const mark = text[at] ?? '';
  return /^["'`]/.test(mark) ? readQuoted(text, at, mark) : readBare(text, at);
}

function readBare(text: string, at: number): ReadValue {
  const { line, end } = lineAt(text, at);
  const refuse = (fault: string): ReadValue => ({ fault, to: at + line.length, end });
  if (line.includes('\r')) return refuse(faults.carriageReturn);
  const hash = line.indexOf('#');
  if (hash !== -1 && !/[ \t]/.test(text[at + hash - 1] ?? '')) return refuse(faults.hash);
  const value = withoutBlanks(hash === -1 ? line : line.slice(0, hash));
  // Readers agree on blanks and tabs alone; what else counts as one differs between languages.
  if (/^[\s\p{Cc}]|[\s\p{Cc}]$|[\u2028\u2029]/u.test(value)) return refuse(faults.blank);
  if (line === '' && startsQuoted(text, end)) return refuse(faults.nextLine);
  return { value, note: noteOn(value), to: at + value.length, end };
}

// By hand, because a pattern looks at a long run of blanks once for each of them.
function withoutBlanks(line: string): string {
  let end = line.length;
  while (line[end - 1] === ' ' || line[end - 1] === '\t') end -= 1;
  return line.slice(0, end);
}

// dotenv looks for the quotes of a value in the lines that follow, too.
function startsQuoted(text: string, at: number): boolean {
  const next = /\s*(["'`])/y;
  next.lastIndex = at;
  const [found, mark] = next.exec(text) ?? [];
  return found !== undefined && mark !== undefined && endOfLine(text, closing(text, at + found.length - 1, mark)) !== undefined;
}

function readQuoted(text: string, at: number, mark: string): ReadValue {
  const { first, longest } = endsOf(text, at, mark);
  const counted = closing(text, at, mark);
  const countedEnd = endOfLine(text, counted);
  if (mark !== '"') {
    const last = Math.max(longest ?? at, (countedEnd && counted) ?? at);
    if (last === at) return brokenQuotes(text, at);
    return last === first ? found(text, at, last) : hiddenQuote(text, last);
  }
  if (counted === undefined || countedEnd === undefined) return brokenQuotes(text, at);
  // Node ends it at the first quote, and would take the lines behind that for lines of their own.
  const split = /\\"[ \t]*\r?\n/.test(text.slice(at, counted));
  const last = longest ?? counted;
  return last === counted && !split ? found(text, at, counted) : hiddenQuote(text, last);
}

function hiddenQuote(text: string, to: number): ReadValue {
  return { fault: faults.hiddenQuote, to, end: endOfLine(text, to) ?? to };
}

interface Ends {
  readonly first: number | undefined;
  readonly longest: number | undefined;
}

/** Where a quoted value ends for Node, at the first quote, and for dotenv: at a quote as late as it can, if only backslashes lead there. */
function endsOf(text: string, at: number, mark: string): Ends {
  const ends: number[] = [];
  let quote = at;
  do {
    quote = text.indexOf(mark, quote + 1);
    if (quote !== -1) ends.push(quote + 1);
  } while (quote !== -1 && text[quote - 1] === '\\');
  return { first: ends[0], longest: ends.findLast((end) => endOfLine(text, end) !== undefined) };
}

/** Where it ends for shells and Python, to whom a backslash hides what follows it. */
function closing(text: string, at: number, mark: string): number | undefined {
  const pattern = mark === '"' ? doubleQuoted : mark === "'" ? singleQuoted : backticked;
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

function endOfLine(text: string, at: number | undefined): number | undefined {
  if (at === undefined) return undefined;
  lineEnd.lastIndex = at;
  return lineEnd.test(text) ? lineEnd.lastIndex : undefined;
}

function brokenQuotes(text: string, at: number): ReadValue {
  const { line, end } = lineAt(text, at);
  return { fault: faults.quotes, open: true, to: at + line.length, end };
}

function found(text: string, at: number, to: number): ReadValue {
  const mark = text[at] ?? '';
  const end = endOfLine(text, to) ?? to;
  const inside = text.slice(at + 1, to - 1).replaceAll('\r\n', '\n');
  if (inside.includes('\r') || /\r(?!\n|$)/.test(text.slice(to, end))) return { fault: faults.carriageReturn, to, end };
  const value = mark === '"' ? inside.replaceAll(/\\([nrt\\"$`])/g, (_, letter: string) => escapes[letter] ?? letter) : inside;
  return { value, note: noteOn(inside, mark), to: to + guardAt(text, to, mark).length, end };
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

// Where the value ends is agreed on; what it holds is not.
function noteOn(inside: string, mark = ''): string | undefined {
  if (mark === "'") return undefined;
  if (mark === '`') return 'many tools, shells above all, do not know backticks as quotes';
  if (mark === '"' && /\\[\\"$`'abfrtv]/.test(inside)) return 'tools differ on what its backslashes mean in double quotes';
  const unescaped = inside.replaceAll(/\\[\s\S]/g, '');
  return /\$[\w{(]/.test(mark === '"' ? unescaped : inside)
    ? 'its $ is text here, and to some tools the name of a variable'
    : undefined;
}

/** The rest of a line, without its end, and where the next one begins. */
export function lineAt(text: string, at: number): { readonly line: string; readonly end: number } {
  wholeLine.lastIndex = at;
  const [whole = '', line = ''] = wholeLine.exec(text) ?? [];
  return { line, end: at + whole.length };
}

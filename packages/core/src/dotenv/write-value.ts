import { type SecretError, secretError } from '../secret-error.js';

/** Readers that a written value should mean the same to. */
export type DotenvReader = 'bash' | 'dotenv' | 'node' | 'python-dotenv';

// What follows a backslash in double quotes and is read in several ways, for instance as a tab; and the end, where it hides the quote.
const hiding = /\\(?=[\\"$`'abfnrtv\r\n]|$)/;
// What a shell runs or replaces in double quotes.
const live = /`|\$(?=[\w@*#?$!({[-])/;
const escaped = new RegExp(`${hiding.source}|"|${live.source}`, 'g');

/**
 * Behind a value that ends with a backslash, which hides the quote from readers that then read on to the next quote. They find it in
 * this comment, where it ends no line, so the lines that follow stay what they are.
 */
const guards = { "'": " # the last \\ doesn't hide the quote", '"': ' # the last "\\\\" is one backslash' } as const;

/** The comment that {@link writeValue} has put behind a value in these quotes, if it stands here. */
export function guardAt(text: string, at: number, mark: string): string {
  const guard = mark === "'" || mark === '"' ? guards[mark] : '';
  return text.startsWith(guard, at) ? guard : '';
}

/**
 * How a value is written: in a form that all readers take for this value, where there is one. Where there is none, in one that no
 * shell runs and that changes the meaning of no other line.
 */
export function writeValue(value: string): string {
  if (/^[\w./:@%+,=-]*$/.test(value)) return value;
  if (!/['\r]/.test(value)) return quoted("'", value);
  const text = value.replaceAll(escaped, '\\$&');
  return quoted('"', onOneLine(value) ? text.replaceAll('\n', '\\n').replaceAll('\r', '\\r') : text);
}

function quoted(mark: '"' | "'", text: string): string {
  return mark + text + mark + (text.endsWith('\\') ? guards[mark] : '');
}

// A quote inside ends the value for Node, which would take the lines behind it for lines of their own.
function onOneLine(value: string): boolean {
  return /["\r]/.test(value);
}

/**
 * The readers that read another value than this one from the line that {@link formatDotenvLine} writes, because no form means the same
 * to all of them.
 *
 * @example
 * misreadersOf("it's 5 $"); // []
 * misreadersOf("it's $5"); // ['dotenv', 'node', 'python-dotenv']
 */
export function misreadersOf(value: string): readonly DotenvReader[] {
  if (!/['\r]/.test(value)) return /\\\\|\\$/.test(value) || isFilledIn(value) ? ['python-dotenv'] : [];
  const alive = live.test(value);
  const kept = alive || value.includes('"') || hiding.test(value);
  const wrong: Readonly<Record<DotenvReader, boolean>> = {
    bash: onOneLine(value) && /[\r\n]/.test(value),
    dotenv: kept,
    node: kept || value.includes('\r'),
    'python-dotenv': alive,
  };
  return (Object.keys(wrong) as DotenvReader[]).filter((reader) => wrong[reader]);
}

/** What to tell people of the tools that {@link misreadersOf} names, as a sentence; nothing when all read the same. */
export function misreadWarning(name: string, value: string): string | undefined {
  const readers = misreadersOf(value);
  if (readers.length === 0) return undefined;
  const named = [readers.slice(0, -1).join(', '), readers.at(-1)].filter((part) => part !== '').join(' and ');
  return `${name} is read differently by ${named}: no form of this value means the same to all tools.`;
}

// python-dotenv puts values of variables in, within single quotes too: `${NAME}` and `${NAME:-default}`.
function isFilledIn(value: string): boolean {
  const parts = [...value.slice(0, value.lastIndexOf('}') + 1).matchAll(/([^}:]*)(\}|:-?)/g)];
  return parts.some(([, before = '', end]) => before.includes('${') && end !== ':');
}

/**
 * One line `NAME=value`, without its end. `readDotenv` reads the same value from it, and no shell that reads it runs any part of it.
 *
 * @throws `INVALID_ARGUMENT` when the name is not made of letters of ASCII, digits, `_`, `.` and `-`, so that a shell could run it, and
 * when the value holds a zero byte.
 * @example
 * formatDotenvLine('GREETING', 'two words'); // GREETING='two words'
 */
export function formatDotenvLine(name: string, value: string): string {
  if (!/^[\w.-]+$/.test(name))
    throw refusal(`"${name}" cannot be the name in a dotenv file. Take letters of ASCII, digits, _, . and - alone.`);
  if (value.includes('\0'))
    throw refusal(`${name} holds a zero byte, which no environment does. Encode it, as base64 for example.`);
  return `${name}=${writeValue(value)}`;
}

function refusal(message: string): SecretError {
  return secretError(message, { code: 'INVALID_ARGUMENT', provider: 'core', operation: 'formatDotenvLine' });
}

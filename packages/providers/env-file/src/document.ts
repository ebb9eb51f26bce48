import { type EnvFileCall, malformed } from './errors.js';
import { quote, unquote } from './quote.js';

/** The text of a file as secrets, and how it reads with one of them changed: everything else stays as it is, byte for byte. */
export interface EnvDocument {
  /** Names of variables, each once, in the order of the file. */
  readonly names: readonly string[];
  get(name: string): string | undefined;
  /** The text with another value; of several lines with one name the last one counts, so that is the one to change. */
  with(name: string, value: string): string;
  /** The text without any line of this name. */
  without(name: string): string;
}

interface Assignment {
  readonly name: string;
  readonly value: string;
  /** Its line or lines, with the end of the last one. */
  readonly span: readonly [number, number];
  /** Its value with the quotes. */
  readonly inner: readonly [number, number];
}

const variable = /^[A-Za-z_]\w{0,254}$/;

/** Whether the name of a variable; other names may stand in a file, and are nobody's business here. */
export function isVariable(name: string): boolean {
  return variable.test(name);
}

/**
 * Reads the text of a `.env` file.
 *
 * @throws `INVALID_CONFIG` with the line that is neither an assignment nor a comment nor blank, and nothing of what it says.
 */
export function readDocument(text: string, call: EnvFileCall): EnvDocument {
  const assignments = scan(text, call);
  const values = new Map(assignments.map(({ name, value }) => [name, value]));
  return {
    names: [...values.keys()].filter(isVariable),
    get: (name) => values.get(name),
    with(name, value) {
      const last = assignments.findLast((assignment) => assignment.name === name);
      if (last?.value === value) return text;
      if (!last) return appended(text, `${name}=${quote(value)}`);
      const [from, to] = last.inner;
      // Where there was no value, the blank between it and a comment has to come back.
      const gap = from === to && text[to] === '#' ? ' ' : '';
      return text.slice(0, from) + quote(value) + gap + text.slice(to);
    },
    without(name) {
      const gone = assignments.filter((assignment) => assignment.name === name);
      return gone.reduceRight((rest, { span: [from, to] }) => rest.slice(0, from) + rest.slice(to), text);
    },
  };
}

function appended(text: string, line: string): string {
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const gap = text.replace('\ufeff', '') === '' || text.endsWith('\n') ? '' : end;
  return text + gap + line + end;
}

const lineEnd = /[ \t]*(?:#[^\n]*)?(?:\r?\n|$)/y;
const lineStart = /[ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*=[ \t]*/y;
const written = /'[^']*'|`[^`]*`|"[^"\\]*(?:\\[\s\S][^"\\]*)*"|(?:[^ \t\r\n'"`#][^\r\n#]*)?/y;

function scan(text: string, call: EnvFileCall): readonly Assignment[] {
  const assignments: Assignment[] = [];
  // A byte order mark belongs to no line.
  let at = text.startsWith('\ufeff') ? 1 : 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at = pattern.lastIndex;
    return found;
  };
  while (at < text.length) {
    if (match(lineEnd)) continue;
    const start = at;
    const fail = (why: string): Error => malformed(text.slice(0, start).split('\n').length, why, call);
    const [, name] = match(lineStart) ?? [];
    if (name === undefined) throw fail('it is not NAME=value, a comment or blank');
    const from = at;
    // Of a value without quotes the blanks at its end are no part.
    const raw = match(written)?.[0].replace(/[ \t]+$/, '') ?? '';
    const to = from + raw.length;
    if (!match(lineEnd)) throw fail('its quotes do not match, or something stands behind them');
    assignments.push({ name, value: unquote(raw), span: [start, at], inner: [from, to] });
  }
  return assignments;
}

/** One line `NAME=value` that reads back as the same text: plain when nothing in it is special, else in double quotes. */
export function formatEnvLine(name: string, value: string): string {
  if (/^[A-Za-z0-9_./:@%+,=-]*$/.test(value)) return `${name}=${value}`;
  const quoted = value.replaceAll(/[\\"\n\r\t]/g, (character) => escapes[character] ?? character);
  return `${name}="${quoted}"`;
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
const unescapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '\\': '\\', '"': '"' };

export interface DotenvFile {
  readonly values: ReadonlyMap<string, string>;
  /** Numbers of the lines that mean nothing, from 1. */
  readonly ignoredLines: readonly number[];
}

/**
 * Reads dotenv text: `NAME=value` lines, `export` in front, comments, quotes; in double quotes the escapes `\n \r \t \" \\` and
 * values over several lines. The last of several equal names wins.
 */
export function parseDotenv(text: string): DotenvFile {
  const values = new Map<string, string>();
  const ignoredLines: number[] = [];
  const lines = text.split('\n');
  for (let index = 0; index < lines.length; index += 1) {
    const first = index;
    const line = (lines[index] ?? '').trim();
    if (line === '' || line.startsWith('#')) continue;
    const equals = line.indexOf('=');
    if (equals <= 0) {
      ignoredLines.push(first + 1);
      continue;
    }
    let raw = line.slice(equals + 1).trim();
    while (opensQuote(raw) && index + 1 < lines.length) {
      index += 1;
      raw += `\n${lines[index]}`;
    }
    const name = line
      .slice(0, equals)
      .replace(/^export\s+/, '')
      .trim();
    values.set(name, unquote(raw));
  }
  return { values, ignoredLines };
}

const doubleQuoted = /^"((?:[^"\\]|\\[\s\S])*)"\s*(?:#[\s\S]*)?$/;

function opensQuote(raw: string): boolean {
  return raw.startsWith('"') && !doubleQuoted.test(raw.trimEnd()) && !/^"(?:[^"\\]|\\[\s\S])*"/.test(raw);
}

function unquote(raw: string): string {
  const inside = doubleQuoted.exec(raw.trimEnd())?.[1];
  if (inside !== undefined) return inside.replaceAll(/\\([\s\S])/g, (whole, character: string) => unescapes[character] ?? whole);
  // The older grammar: an unquoted # after a blank begins a comment, and all quotes around the value go.
  const value = /^["']/.test(raw) ? raw : raw.replace(/[ \t]#.*$/s, '').trim();
  return value.replace(/^["']+|["']+$/g, '');
}

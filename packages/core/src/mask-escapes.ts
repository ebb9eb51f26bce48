type Dialect = (character: string, code: number) => string;

/**
 * Lists a text as languages and shells write it between quotes.
 *
 * Each dialect leaves quotes alone or escapes those that it may have to, since which one it does depends on the rest of the text.
 */
export function escapedForms(value: string): readonly string[] {
  const bytes = Array.from(new TextEncoder().encode(value), (byte) => String.fromCharCode(byte)).join('');
  return [
    ...dialects.map((write) => written(value, write)),
    ...byteDialects.map((write) => written(bytes, write)),
    value.replaceAll(/[ \t!"$&'()*,;<>?[\\\]^`{|}]/g, '\\$&'),
    ...htmlForms(value),
  ];
}

function written(value: string, write: Dialect): string {
  return Array.from(value, (character) => write(character, character.codePointAt(0) ?? 0)).join('');
}

const isControl = (code: number): boolean => code < 0x20 || (code >= 0x7f && code < 0xa0);
const isAscii = (code: number): boolean => code >= 0x20 && code < 0x7f;
const isPrintable = (character: string): boolean => character === ' ' || !/[\p{C}\p{Z}]/u.test(character);
const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, '0');
const octal = (code: number): string => `\\${code.toString(8).padStart(3, '0')}`;

const short: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\r': '\\r', '\\': '\\\\' };
const long: Readonly<Record<string, string>> = { ...short, '\b': '\\b', '\f': '\\f' };
const bell: Readonly<Record<string, string>> = { ...long, '\v': '\\v', '\x07': '\\a' };

// Of Python: https://docs.python.org/3/library/functions.html#repr
function pythonEscape(code: number): string {
  return code < 0x1_00 ? `\\x${hex(code, 2)}` : code < 0x1_00_00 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}

// Of double quotes in YAML: https://yaml.org/spec/1.2.2/#57-escaped-characters
const yamlNames: Readonly<Record<string, string>> = {
  ...bell,
  '\0': '\\0',
  '\x1b': '\\e',
  '"': '\\"',
  '\x85': '\\N',
  '\xa0': '\\_',
  '\u2028': '\\L',
  '\u2029': '\\P',
};
const yamlEscape = (code: number): string => pythonEscape(code).replace(/[0-9a-f]+$/, (digits) => digits.toUpperCase());

const quoted = (write: Dialect): Dialect[] => [write, (character, code) => (character === "'" ? "\\'" : write(character, code))];

const dialects: readonly Dialect[] = [
  // Of `util.inspect` in Node.
  ...quoted((character, code) => long[character] ?? (isControl(code) ? `\\x${hex(code, 2).toUpperCase()}` : character)),
  // `repr` and `ascii` of Python.
  ...quoted((character, code) => short[character] ?? (isPrintable(character) ? character : pythonEscape(code))),
  ...quoted((character, code) => short[character] ?? (isAscii(code) ? character : pythonEscape(code))),
  (character, code) => yamlNames[character] ?? (isAscii(code) ? character : yamlEscape(code)),
];

// `$'…'` of bash: https://www.gnu.org/software/bash/manual/html_node/ANSI_002dC-Quoting.html
const ansi: Readonly<Record<string, string>> = { ...bell, '\x1b': '\\E', "'": "\\'" };

const byteDialects: readonly Dialect[] = [
  (character, code) => ansi[character] ?? (isAscii(code) ? character : octal(code)),
  // `repr` of bytes in Python.
  ...quoted((character, code) => short[character] ?? (isAscii(code) ? character : `\\x${hex(code, 2)}`)),
];

function htmlForms(value: string): readonly string[] {
  const text = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const double = ['"', '&quot;', '&#34;'];
  const single = ["'", '&#39;', '&#x27;', '&apos;'];
  return double.flatMap((quote) => single.map((tick) => text.replaceAll('"', quote).replaceAll("'", tick)));
}

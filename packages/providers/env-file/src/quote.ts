const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** The value that is written in a file as this text. */
export function unquote(raw: string): string {
  const mark = /^['"`]/.exec(raw)?.[0];
  if (mark === undefined) return raw;
  const inside = raw.slice(1, -1).replaceAll('\r\n', '\n');
  return mark === '"' ? inside.replaceAll(/\\([nrt\\"])/g, (_, letter: string) => escapes[letter] ?? letter) : inside;
}

/**
 * How a value is written: in the first form that other readers take for the same value. In double quotes they know `\n`, and many no
 * other escape, so the rest is for values that nothing else can hold.
 *
 * @example
 * quote('two words'); // 'two words'
 */
export function quote(value: string): string {
  if (/^[\w./:@%+,=-]*$/.test(value)) return value;
  const lines = /[\r\n]/.test(value);
  // Double quotes hold it without any escape.
  const simple = !/"|\\(?:[nrt\\]|$)/.test(value);
  if (lines && simple && !/\\[\r\n]/.test(value)) return doubleQuoted(value);
  const bare = !lines && !/^[ \t'"`]|#|[ \t]$/.test(value);
  // Behind a backslash some readers do not see the quote that ends a value.
  if (bare && value.endsWith('\\') && value === value.trim()) return value;
  const mark = ["'", '`', '"'].find((candidate) => !value.includes(candidate) && (candidate !== '"' || simple));
  if (mark !== undefined && !value.includes('\r')) return mark + value + mark;
  return bare ? value : doubleQuoted(value);
}

function doubleQuoted(value: string): string {
  const escaped = value.replaceAll(/\\(?=[nrt\\"\r\n]|$)|"/g, '\\$&');
  return `"${escaped.replaceAll('\n', '\\n').replaceAll('\r', '\\r')}"`;
}

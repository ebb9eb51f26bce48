/** One token inside `{{ }}`. */
export type Token =
  | { readonly type: 'field'; readonly path: readonly string[] }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'word'; readonly value: string }
  | { readonly type: 'punctuation'; readonly value: '(' | ')' | '|' };

const pattern = /\s+|"((?:[^"\\]|\\.)*)"|`([^`]*)`|(-?\d+(?:\.\d+)?)|(\$?(?:\.[A-Za-z_][\w]*)+|\$|\.)|([A-Za-z_][\w.]*)|([()|])/y;

/**
 * Splits the inside of an action into tokens; `undefined` when a character fits none.
 *
 * @example
 * lexAction('.vars.stage | upper');
 */
export function lexAction(text: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text);
    if (!match) return undefined;
    const token = tokenOf(match);
    if (token) tokens.push(token);
  }
  return tokens;
}

function tokenOf([, quoted, raw, number, field, word, punctuation]: RegExpExecArray): Token | undefined {
  if (quoted !== undefined)
    return { type: 'string', value: quoted.replaceAll(/\\(.)/g, (_, escaped: string) => escapes[escaped] ?? escaped) };
  if (raw !== undefined) return { type: 'string', value: raw };
  if (number !== undefined) return { type: 'number', value: Number(number) };
  if (field !== undefined) return { type: 'field', path: field.split('.').filter((part) => part !== '' && part !== '$') };
  if (word !== undefined) return { type: 'word', value: word };
  return punctuation === undefined ? undefined : { type: 'punctuation', value: punctuation as '(' | ')' | '|' };
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

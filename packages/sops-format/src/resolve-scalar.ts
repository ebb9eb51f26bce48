import { parseGoFloat } from './go-float.js';
import { goTime } from './go-time.js';
import { type SopsScalar, textOrBytes } from './sops-value.js';
import type { SourceScalar } from './source-tree.js';

const words = new Map<string, SopsScalar>([
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, Number.NaN] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word) => [word, Number.POSITIVE_INFINITY] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, Number.NEGATIVE_INFINITY] as const),
]);

const maxInt = 2n ** 63n;
const radixes = [
  [/^([+-]?)0[xX]([0-9a-fA-F]+)$/, '0x'],
  [/^([+-]?)0[bB]([01]+)$/, '0b'],
  [/^([+-]?)0[oO]?([0-7]+)$/, '0o'],
  [/^([+-]?)(0|[1-9][0-9]*)$/, ''],
] as const;

/** Integers in Go's spellings: `0x`, `0b`, `0o`, and a bare leading zero for octal. */
function integer(text: string): bigint | undefined {
  for (const [pattern, prefix] of radixes) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const size = BigInt(prefix + (match[2] ?? ''));
    const value = match[1] === '-' ? -size : size;
    return value >= -maxInt && value < 2n * maxInt ? value : undefined;
  }
  return undefined;
}

/** The value that Go's YAML library sees in an unquoted scalar; anything it does not know is a string. */
export function resolvePlain(text: string): SopsScalar {
  const word = words.get(text);
  if (word !== undefined) return word;
  const first = text.charCodeAt(0);
  if (first === 0x2e) return parseGoFloat(text) ?? text;
  if (!(first === 0x2b || first === 0x2d || (first >= 0x30 && first <= 0x39))) return text;
  const time = goTime(text);
  if (time !== undefined) return { time };
  const bare = text.replaceAll('_', '');
  const whole = integer(bare);
  if (whole !== undefined) return whole;
  return /\d/.test(bare) ? (parseGoFloat(bare) ?? text) : text;
}

/** The value of a scalar in the source: quotes make a string, an explicit tag decides, otherwise the spelling does. */
export function resolveScalar(scalar: SourceScalar): SopsScalar {
  if (scalar.tag === undefined) return scalar.plain ? resolvePlain(scalar.text) : scalar.text;
  switch (scalar.tag) {
    case '!!binary':
      return textOrBytes(Buffer.from(scalar.text.replaceAll(/\s/g, ''), 'base64'));
    case '!!bool':
    case '!!int':
    case '!!null':
    case '!!timestamp':
      return resolvePlain(scalar.text);
    case '!!float': {
      const value = resolvePlain(scalar.text);
      return typeof value === 'bigint' ? Number(value) : value;
    }
    default:
      return scalar.text;
  }
}

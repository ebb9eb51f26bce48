import type { ScalarValue } from './node.js';

const words: Readonly<Record<string, ScalarValue>> = {
  '': null,
  '~': null,
  null: null,
  Null: null,
  NULL: null,
  true: true,
  True: true,
  TRUE: true,
  false: false,
  False: false,
  FALSE: false,
};
const decimal = /^[-+]?[0-9]+$/;
const float = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
const radix = /^[-+]?0(x[0-9a-fA-F]+|o?[0-7]+|b[01]+)$/;

/**
 * The value of an unquoted scalar, as Go's YAML library reads it: the core schema, `0777` in octal, `_` between digits.
 *
 * A whole number that a double cannot hold stays text: its digits matter more than its type.
 */
export function plainScalar(text: string): ScalarValue {
  if (Object.hasOwn(words, text)) return words[text]!;
  const first = text.charCodeAt(0);
  const numeric = (first >= 48 && first <= 57) || first === 43 || first === 45 || first === 46;
  return numeric ? number(text) : text;
}

function number(text: string): ScalarValue {
  const digits = text.includes('_') && /^[-+]?[0-9]/.test(text) ? text.replaceAll('_', '') : text;
  if (radix.test(digits)) return integer(digits, fromRadix(digits));
  if (decimal.test(digits)) return integer(text, Number(digits));
  if (float.test(digits)) return Number(digits);
  const special = /^([-+]?)\.(inf|Inf|INF|nan|NaN|NAN)$/.exec(text);
  if (!special) return text;
  if (special[2]?.toLowerCase() === 'nan') return Number.NaN;
  return special[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

function fromRadix(digits: string): number {
  const negative = digits.startsWith('-');
  const body = digits.replace(/^[-+]/, '');
  const value = Number(/^0[0-7]+$/.test(body) ? `0o${body.slice(1)}` : body);
  return negative ? -value : value;
}

function integer(text: string, value: number): ScalarValue {
  return Number.isSafeInteger(value) ? value : text;
}

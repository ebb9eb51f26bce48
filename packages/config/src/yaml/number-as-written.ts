import { exactNumber, type Json } from '@keyrack/core/provider';
import type { ScalarNode } from './node.js';

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?(?![\w.])/y;

/**
 * The number that a scalar is, with the digits that the file has: `1.10`, `-0`, `1e400`, and whole numbers beyond 2^53, which the reader
 * leaves as text. `undefined` for what is no number, and for one that JSON cannot write that way.
 *
 * Those are printed as numbers all the same where a double holds them: `0x10` as 16. The rest is what it is for the reader: `+12345678901234567890`
 * is text, since another spelling would be ours, and `.inf` and `.nan`, for which JSON has no word, are null there.
 */
export function numberAsWritten({ source, at, tag, value }: ScalarNode): Json | undefined {
  if (tag !== undefined || (typeof value !== 'number' && typeof value !== 'string')) return undefined;
  number.lastIndex = at;
  const written = number.exec(source.text)?.[0];
  if (written === undefined) return undefined;
  if (typeof value === 'number') return Object.is(Number(written), value) ? exactNumber(written) : undefined;
  return written === value && !isMarkedAsText(source.text, at) ? exactNumber(written) : undefined;
}

// Plain text is a number here only if no tag such as `!!str` says otherwise; the place of a value is behind it.
function isMarkedAsText(text: string, at: number): boolean {
  return /(?:^|\s)![^\s]*\s+(?:&\S+\s+)?$/.test(text.slice(Math.max(0, at - 200), at));
}

import { AwsError } from '../aws-error.js';
import type { Input } from '../input.js';

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: { readonly NextToken?: string };
}

/**
 * Cuts a page out of a list.
 *
 * With `gap`, the second page of every list is empty and has a token all the same: the services say that this happens, so a client that
 * stops at the first empty page fails here every time.
 *
 * @throws InvalidNextToken, ValidationException
 */
export function cutPage<T>(
  list: readonly T[],
  input: Input,
  { size, max, gap }: { size: number; max: number; gap: boolean },
): Page<T> {
  const limit = input.number('MaxResults', { min: 1, max, fallback: size });
  const { start, rested } = readToken(input.optionalText('NextToken'));
  if (gap && start > 0 && !rested) return { items: [], next: { NextToken: token(start, true) } };
  const end = start + limit;
  return { items: list.slice(start, end), next: end < list.length ? { NextToken: token(end, rested) } : {} };
}

function token(start: number, rested: boolean): string {
  return Buffer.from(JSON.stringify({ start, rested })).toString('base64url');
}

function readToken(text: string | undefined): { start: number; rested: boolean } {
  if (text === undefined) return { start: 0, rested: false };
  const match = /^\{"start":(\d+),"rested":(true|false)\}$/.exec(Buffer.from(text, 'base64url').toString());
  if (!match) throw new AwsError('InvalidNextToken', "The specified token isn't valid.");
  return { start: Number(match[1]), rested: match[2] === 'true' };
}

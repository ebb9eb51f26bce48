import type { SecretRecord } from '@keyrack/core/provider';
import type { Parameter } from './client.js';
import { incomplete } from './errors.js';

/** A parameter with its value, as the contract wants it. */
export function recordOf({ Value, ...found }: Parameter = {}): SecretRecord {
  if (Value === undefined) throw incomplete();
  return { value: Value, ...versionOf(found) };
}

/** Version and time of a parameter; its value, if it came along, is left behind. */
export function versionOf({ Version, LastModifiedDate }: Pick<Parameter, 'Version' | 'LastModifiedDate'> = {}): {
  readonly version: string;
  readonly updatedAt?: Date;
} {
  if (Version === undefined) throw incomplete();
  return { version: String(Version), ...(LastModifiedDate && { updatedAt: LastModifiedDate }) };
}

/** The parameters on all pages. Any page may be empty, so only the token tells whether there is another one. */
export async function* parametersOf<Item>(
  turnTo: (token: string | undefined) => Promise<{ Parameters?: Item[] | undefined; NextToken?: string | undefined }>,
): AsyncGenerator<Item> {
  let token: string | undefined;
  do {
    const { Parameters, NextToken } = await turnTo(token);
    if (!Parameters) throw incomplete();
    yield* Parameters;
    token = NextToken;
  } while (token);
}

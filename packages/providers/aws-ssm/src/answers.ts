import type { SecretRecord } from '@keyrack/core/provider';
import type { Parameter } from './client.js';
import { incomplete } from './errors.js';

/** A parameter with its value, as the contract wants it. */
export function recordOf({ Value, ...found }: Parameter = {}): SecretRecord {
  if (Value === undefined) throw incomplete();
  return { value: Value, ...versionOf(found) };
}

/** Version and time, as far as they are told. */
export function versionOf({ Version, LastModifiedDate }: Pick<Parameter, 'Version' | 'LastModifiedDate'>): {
  readonly version?: string;
  readonly updatedAt?: Date;
} {
  return {
    ...(Version !== undefined && { version: String(Version) }),
    ...(LastModifiedDate && { updatedAt: LastModifiedDate }),
  };
}

/** The pages of a listing. Any of them may be empty, so only the token tells whether there is another one. */
export async function* pagesOf<Page extends { NextToken?: string | undefined }>(
  turnTo: (token: string | undefined) => Promise<Page>,
): AsyncGenerator<Page> {
  let token: string | undefined;
  do {
    const page = await turnTo(token);
    yield page;
    token = page.NextToken;
  } while (token);
}

import type { SecretRecord } from '@keyrack/core/provider';
import type { Parameter } from './client.js';
import { incomplete } from './errors.js';
import { isNamed } from './names.js';

/** A parameter with its value, as the contract wants it. */
export function recordOf({ Value, ...found }: Parameter = {}): SecretRecord {
  // Types are what AWS promises; what answers may be somebody else.
  if (typeof Value !== 'string') throw incomplete();
  return { value: Value, ...versionOf(found) };
}

/** The parameter that was asked for, in that version, and no other. */
export function answerTo<Found extends Pick<Parameter, 'Name' | 'ARN' | 'Version'>>(
  found: Found | undefined,
  name: string,
  version?: string,
): Found {
  const isLabel = version === undefined || !/^\d+$/.test(version);
  if (!found || !isNamed(found, name) || !(isLabel || Number(version) === found.Version)) throw incomplete();
  return found;
}

/** Version and time of a parameter; its value, if it came along, is left behind. */
export function versionOf({ Version, LastModifiedDate }: Pick<Parameter, 'Version' | 'LastModifiedDate'> = {}): {
  readonly version: string;
  readonly updatedAt?: Date;
} {
  if (typeof Version !== 'number') throw incomplete();
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

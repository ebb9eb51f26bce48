import type { SecretStatus } from '@keyrack/core/provider';
import { parametersOf, versionOf } from './answers.js';
import { abortedBy, type SsmClient } from './client.js';
import { means } from './errors.js';

/** Tells whether a parameter is there. */
export type StatusReader = (name: string, signal: AbortSignal | undefined) => Promise<SecretStatus>;

/**
 * Makes a {@link StatusReader} that never decrypts: it asks for the description, or, where that is denied from then on or cannot be
 * asked for, for the ciphertext.
 */
export function createStatusReader(client: () => Promise<SsmClient>): StatusReader {
  let describes = true;

  async function described(name: string, signal: AbortSignal | undefined): Promise<SecretStatus> {
    const ssm = await client();
    const ParameterFilters = [{ Key: 'Name', Option: 'Equals', Values: [name] }];
    const matches = parametersOf((NextToken) => ssm.describeParameters({ ParameterFilters, NextToken }, abortedBy(signal)));
    for await (const found of matches) return { state: 'present', ...versionOf(found) };
    return { state: 'absent' };
  }

  async function fetched(Name: string, signal: AbortSignal | undefined): Promise<SecretStatus> {
    try {
      const { Parameter } = await (await client()).getParameter({ Name, WithDecryption: false }, abortedBy(signal));
      return { state: 'present', ...versionOf(Parameter) };
    } catch (error) {
      if (means(error, 'NOT_FOUND')) return { state: 'absent' };
      throw error;
    }
  }

  return async (name, signal) => {
    // Listings know only what belongs to this account: no shared and no public parameters.
    if (!describes || /^(arn:|\/aws\/)/.test(name)) return fetched(name, signal);
    try {
      return await described(name, signal);
    } catch (error) {
      if (!means(error, 'PERMISSION_DENIED')) throw error;
      describes = false;
      return fetched(name, signal);
    }
  };
}

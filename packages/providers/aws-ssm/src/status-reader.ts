import type { SecretStatus } from '@keyrack/core/provider';
import { answerTo, parametersOf, versionOf } from './answers.js';
import type { SsmClient } from './client.js';
import { errors, incomplete } from './errors.js';
import { canonical } from './names.js';

/** Of one filter: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterStringFilter.html */
export const namesInFilter = 50;

/** Tells whether parameters are there. Neither way decrypts. */
export interface StatusReader {
  /** By its description, or, where that is denied from then on or cannot be asked for, by its ciphertext. */
  one(name: string, signal: AbortSignal): Promise<SecretStatus>;
  /** By their descriptions, in one request: listings are what AWS throttles first. At most {@link namesInFilter}. */
  many(names: readonly string[], signal: AbortSignal): Promise<readonly SecretStatus[]>;
}

/** Makes a {@link StatusReader}. */
export function createStatusReader(client: () => Promise<SsmClient>): StatusReader {
  let describes = true;

  async function fetched(Name: string, abortSignal: AbortSignal): Promise<SecretStatus> {
    try {
      const { Parameter } = await (await client()).getParameter({ Name, WithDecryption: false }, { abortSignal });
      return { state: 'present', ...versionOf(answerTo(Parameter, Name)) };
    } catch (error) {
      if (errors.codeOf(error) === 'NOT_FOUND') return { state: 'absent' };
      throw error;
    }
  }

  async function described(Values: string[], abortSignal: AbortSignal): Promise<ReadonlyMap<string, SecretStatus>> {
    const ssm = await client();
    const page = { ParameterFilters: [{ Key: 'Name', Option: 'Equals', Values }], MaxResults: namesInFilter };
    const matches = parametersOf((NextToken) => ssm.describeParameters({ ...page, NextToken }, { abortSignal }));
    const asked = new Set(Values.map(canonical));
    const statuses = new Map<string, SecretStatus>();
    for await (const { Name = '', ...found } of matches) {
      // What was not asked for must not make the others absent.
      if (!asked.has(canonical(Name))) throw incomplete();
      statuses.set(canonical(Name), { state: 'present', ...versionOf(found) });
      if (statuses.size === Values.length) break;
    }
    return statuses;
  }

  // Whoever is denied this once is denied it for every name.
  function remember(error: unknown): never {
    describes &&= errors.codeOf(error) !== 'PERMISSION_DENIED';
    throw error;
  }

  return {
    async one(name, signal) {
      if (!describes || !isListed(name)) return fetched(name, signal);
      try {
        return (await described([name], signal)).get(canonical(name)) ?? { state: 'absent' };
      } catch (error) {
        if (errors.codeOf(error) !== 'PERMISSION_DENIED') throw error;
        describes = false;
        return fetched(name, signal);
      }
    },
    async many(names, signal) {
      const listed = names.filter(isListed);
      const statuses = listed.length === 0 ? undefined : await described(listed, signal).catch(remember);
      return Promise.all(
        names.map(async (name) =>
          isListed(name) ? (statuses?.get(canonical(name)) ?? { state: 'absent' }) : fetched(name, signal),
        ),
      );
    },
  };
}

// Listings know only what belongs to this account: no shared and no public parameters.
function isListed(name: string): boolean {
  return !/^(arn:|\/aws\/)/.test(name);
}

import type { SecretStatus } from '@keyrack/core/provider';
import { answerTo, parametersOf, versionOf } from './answers.js';
import { abortedBy, type SsmClient } from './client.js';
import { incomplete, means } from './errors.js';
import { canonical } from './names.js';

/** Of one filter: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterStringFilter.html */
export const namesInFilter = 50;

/** Tells whether a parameter is there. */
export type StatusReader = (name: string, signal: AbortSignal | undefined) => Promise<SecretStatus>;

/**
 * Makes a {@link StatusReader} that never decrypts: it asks for the description, or, where that is denied from then on or cannot be
 * asked for, for the ciphertext.
 */
export function createStatusReader(client: () => Promise<SsmClient>): StatusReader {
  let describes = true;
  const described = createDescriber(client);

  async function fetched(Name: string, signal: AbortSignal | undefined): Promise<SecretStatus> {
    try {
      const { Parameter } = await (await client()).getParameter({ Name, WithDecryption: false }, abortedBy(signal));
      return { state: 'present', ...versionOf(answerTo(Parameter, Name)) };
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

/** Names that go into one request, and what it says of them under their canonical names. */
interface Batch {
  readonly names: Map<string, string>;
  readonly signals: (AbortSignal | undefined)[];
  readonly statuses: Promise<ReadonlyMap<string, SecretStatus>>;
}

/** Asks for descriptions. Questions of one tick share a request: listings are what AWS throttles first. */
function createDescriber(client: () => Promise<SsmClient>): StatusReader {
  let boarding: Batch | undefined;

  async function describe(Values: string[], signal: AbortSignal | undefined): Promise<ReadonlyMap<string, SecretStatus>> {
    const ssm = await client();
    const ParameterFilters = [{ Key: 'Name', Option: 'Equals', Values }];
    const statuses = new Map<string, SecretStatus>();
    const matches = parametersOf((NextToken) =>
      ssm.describeParameters({ ParameterFilters, MaxResults: namesInFilter, NextToken }, abortedBy(signal)),
    );
    const asked = new Set(Values.map(canonical));
    for await (const { Name = '', ...found } of matches) {
      // What was not asked for must not make the others absent.
      if (!asked.has(canonical(Name))) throw incomplete();
      statuses.set(canonical(Name), { state: 'present', ...versionOf(found) });
      if (statuses.size === Values.length) break;
    }
    return statuses;
  }

  function openBatch(): Batch {
    const names: Batch['names'] = new Map();
    const signals: Batch['signals'] = [];
    const statuses = Promise.resolve().then(() => {
      if (boarding === batch) boarding = undefined;
      // Nobody may end a request that others wait for; whoever aborts leaves alone.
      return describe([...names.values()], signals.length === 1 ? signals[0] : undefined);
    });
    const batch = { names, signals, statuses };
    return batch;
  }

  return async (name, signal) => {
    if (!boarding || boarding.names.size === namesInFilter) boarding = openBatch();
    const { names, signals, statuses } = boarding;
    names.set(canonical(name), name);
    signals.push(signal);
    return (await statuses).get(canonical(name)) ?? { state: 'absent' };
  };
}

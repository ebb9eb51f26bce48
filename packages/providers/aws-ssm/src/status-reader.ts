import type { SecretStatus } from '@keyrack/core/provider';
import { parametersOf, versionOf } from './answers.js';
import { abortedBy, type SsmClient } from './client.js';
import { means } from './errors.js';
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

interface Question {
  readonly name: string;
  readonly signal: AbortSignal | undefined;
  readonly answer: (status: SecretStatus) => void;
  readonly fail: (error: unknown) => void;
}

/** Asks for descriptions. Questions of one tick share a request: listings are what AWS throttles first. */
function createDescriber(client: () => Promise<SsmClient>): StatusReader {
  let waiting: Question[] = [];

  async function ask(questions: readonly Question[]): Promise<void> {
    const ssm = await client();
    // Nobody may end a request that others wait for; whoever aborts leaves alone.
    const signal = questions.length === 1 ? questions[0]?.signal : undefined;
    const Values = [...new Map(questions.map(({ name }) => [canonical(name), name])).values()];
    const ParameterFilters = [{ Key: 'Name', Option: 'Equals', Values }];
    const statuses = new Map<string, SecretStatus>();
    const matches = parametersOf((NextToken) =>
      ssm.describeParameters({ ParameterFilters, MaxResults: namesInFilter, NextToken }, abortedBy(signal)),
    );
    for await (const { Name = '', ...found } of matches) {
      statuses.set(canonical(Name), { state: 'present', ...versionOf(found) });
      if (statuses.size === Values.length) break;
    }
    for (const { name, answer } of questions) answer(statuses.get(canonical(name)) ?? { state: 'absent' });
  }

  function depart(): void {
    const questions = waiting;
    waiting = [];
    for (let at = 0; at < questions.length; at += namesInFilter) {
      const chunk = questions.slice(at, at + namesInFilter);
      ask(chunk).catch((error: unknown) => {
        for (const { fail } of chunk) fail(error);
      });
    }
  }

  return (name, signal) =>
    new Promise((answer, fail) => {
      if (waiting.push({ name, signal, answer, fail }) === 1) queueMicrotask(depart);
    });
}

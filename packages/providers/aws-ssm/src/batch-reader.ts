import type { BatchEntry } from '@keyrack/core/provider';
import { answerTo, recordOf } from './answers.js';
import type { Parameter, SsmClient } from './client.js';
import { errors, incomplete } from './errors.js';
import { canonical } from './names.js';

type Found = readonly [name: string, entry: BatchEntry];

/** Reads at most ten parameters at once; one entry each, in order. */
export type BatchReader = (names: readonly string[], signal: AbortSignal) => Promise<readonly BatchEntry[]>;

/**
 * Makes a {@link BatchReader}. Results come sorted, unknown names apart, and one key that cannot be used fails all ten:
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html
 */
export function createBatchReader(client: () => Promise<SsmClient>): BatchReader {
  return async (names, signal) => {
    const ssm = await client();
    try {
      const answer = await ssm.getParameters({ Names: [...names], WithDecryption: true }, { abortSignal: signal });
      const found = new Map([...present(answer.Parameters), ...absent(answer.InvalidParameters)]);
      return names.map((name) => found.get(canonical(name)) ?? failed(name, incomplete()));
    } catch (error) {
      // A refusal is for the caller, who then reads one by one from the start.
      if (errors.codeOf(error) !== 'INVALID_CONFIG') throw error;
      return Promise.all(names.map((name) => readAlone(ssm, name, signal)));
    }
  };
}

async function readAlone(ssm: SsmClient, Name: string, signal: AbortSignal): Promise<BatchEntry> {
  try {
    const answer = await ssm.getParameter({ Name, WithDecryption: true }, { abortSignal: signal });
    return { record: recordOf(answerTo(answer.Parameter, Name)) };
  } catch (error) {
    if (errors.codeOf(error) === 'NOT_FOUND') return { absent: true };
    return failed(Name, error);
  }
}

function failed(target: string, error: unknown): BatchEntry {
  return { error: errors.translate(error, { operation: 'getMany', target }) };
}

// Under its name and its ARN: either may have been asked for.
function present(parameters: readonly Parameter[] = []): readonly Found[] {
  return parameters.flatMap((parameter) => {
    const entry = { record: recordOf(parameter) };
    return [parameter.Name, parameter.ARN].map((name = ''): Found => [canonical(name), entry]);
  });
}

function absent(names: readonly string[] = []): readonly Found[] {
  return names.map((name) => [canonical(name), { absent: true }]);
}

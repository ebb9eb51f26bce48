import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createSecret, type Secret } from '../../src/secret.js';
import { generatePaths } from './generate-paths.js';
import { askYq, hasYq } from './yq.js';

type Answer = readonly string[] | null;

const vectors = fileURLToPath(new URL('vectors/answers.json', import.meta.url));
const document = createSecret({ value: readFileSync(new URL('document.json', import.meta.url), 'utf8') });

/** What `select` gives, or the word for a refusal. */
function select(path: string): Secret | 'refused' | undefined {
  try {
    return document.select(path);
  } catch (error) {
    expect(error).toMatchObject({ code: 'INVALID_ARGUMENT' });
    return 'refused';
  }
}

/** What `select` has to give for results of yq: null and no result are absence, several results are lines. */
function expected(results: readonly string[]): { text: string; data: boolean } | undefined {
  const values = results.map((result): unknown => JSON.parse(result));
  if (values.length === 0 || (values.length === 1 && values[0] === null)) return undefined;
  const text = values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join('\n');
  return { text, data: values.length === 1 && typeof values[0] !== 'string' };
}

// Maps are compared as data: the order of names that are numbers is not kept.
const sorted = (text: string, data: boolean): unknown => (data ? JSON.parse(text) : text);

/** How many are answered; throws at the first answer that yq does not give. */
function compare(answers: readonly (readonly [string, Answer])[]): number {
  let answered = 0;
  for (const [path, results] of answers) {
    const found = select(path);
    if (found === 'refused') continue;
    answered += 1;
    if (results === null) expect.fail(`yq refuses ${JSON.stringify(path)}, which is answered here`);
    const right = expected(results);
    const given = found && { text: sorted(found.reveal(), found.encoding === 'json'), data: found.encoding === 'json' };
    expect(given, path).toEqual(right && { ...right, text: sorted(right.text, right.data) });
  }
  return answered;
}

async function ask(paths: readonly string[]): Promise<(readonly [string, Answer])[]> {
  const answers: (readonly [string, Answer])[] = [];
  for (let index = 0; index < paths.length; index += 8) {
    const some = paths.slice(index, index + 8);
    const results = await Promise.all(some.map((path) => askYq(path)));
    answers.push(...some.map((path, place) => [path, results[place] ?? null] as const));
  }
  return answers;
}

describe('a path means what it means in yq, or is refused', () => {
  it('over 600 expressions whose answers were written down', async () => {
    if (process.env.KEYRACK_WRITE_YQ_ANSWERS === '1') {
      const lines = (await ask(generatePaths(640, 7))).slice(0, 600).map((entry) => JSON.stringify(entry));
      writeFileSync(vectors, `[\n${lines.join(',\n')}\n]\n`);
    }
    const answers = JSON.parse(readFileSync(vectors, 'utf8')) as (readonly [string, Answer])[];
    expect(answers).toHaveLength(600);
    expect(compare(answers)).toBeGreaterThan(200);
  });

  it.runIf(hasYq)('over other expressions each time, asking the official tool', { timeout: 120_000 }, async () => {
    const seed = Date.now() % 1_000_000;
    const answers = await ask(generatePaths(1000, seed));
    expect(compare(answers), `seed ${seed}`).toBeGreaterThan(200);
  });
});

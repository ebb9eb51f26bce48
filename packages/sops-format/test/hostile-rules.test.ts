import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const entry = new URL('../dist/index.js', import.meta.url).href;
// A process of its own, so that a rule that never ends can be ended.
const script = `
const { matchCreationRule } = await import(${JSON.stringify(entry)});
const started = performance.now();
let input = '';
for await (const chunk of process.stdin) input += chunk;
const { config, path } = JSON.parse(input);
const outcome = await matchCreationRule(config, path).then(({ ageRecipients }) => ({ ageRecipients }), ({ code, message }) => ({ code, message }));
console.log(JSON.stringify({ ...outcome, ms: performance.now() - started }));`;

async function match(config: string, path = 'a'): Promise<{ ms: number }> {
  const running = promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    timeout: 10_000,
    killSignal: 'SIGKILL',
  });
  running.child.stdin?.end(JSON.stringify({ config, path }));
  return JSON.parse((await running).stdout);
}

const rule = 'creation_rules: [{ age: age1x }]\n';
const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));
const ten = (alias: string): string => many(10, () => alias).join(', ');

describe('rules out of a hostile file end soon', () => {
  it.each([
    [
      'aliases of aliases',
      `${rule}l0: &l0 [${ten('x')}]\n${many(9, (n) => `l${n + 1}: &l${n + 1} [${ten(`*l${n}`)}]`).join('\n')}`,
    ],
    ['aliases of much', `${rule}a: &a [${'x,'.repeat(20_000)}]\nb: [${'*a,'.repeat(1000)}]`],
    ['an alias in its own anchor', `${rule}a: &a [*a]`],
    [
      'groups that merge each other',
      `creation_rules:\n- key_groups:\n  - &g0 { age: [age1x] }\n${many(9, (n) => `  - &g${n + 1} { merge: [${ten(`*g${n}`)}] }`).join('\n')}`,
    ],
    ['ten thousand brackets', `${rule}a: ${'['.repeat(10_000)}`],
    ['two thousand closed brackets', `${rule}a: ${'['.repeat(2000)}${']'.repeat(2000)}`],
    ['an expression of expressions', `creation_rules: [{ path_regex: "${'('.repeat(5000)}${')'.repeat(5000)}", age: age1x }]`],
  ])('%s', { timeout: 15_000 }, async (_, config) => {
    const outcome = await match(config);
    expect(outcome).toMatchObject({
      code: expect.stringMatching(/^(MALFORMED|UNSUPPORTED|BAD_RULE)$/),
      message: expect.any(String),
    });
    expect(outcome.ms).toBeLessThan(2000);
  });

  it.each([
    [
      'an expression that others take years for',
      'creation_rules: [{ path_regex: "(a+)+$", age: no }, { age: age1x }]',
      `${'a'.repeat(5000)}!`,
    ],
    [
      'many anchors with as many aliases',
      `${rule}${many(5000, (n) => `a${n}: &a${n} x`).join('\n')}\nb: [${many(5000, (n) => `*a${n}`).join(', ')}]`,
      'a',
    ],
  ])('%s', { timeout: 15_000 }, async (_, config, path) => {
    const outcome = await match(config, path);
    expect(outcome).toMatchObject({ ageRecipients: ['age1x'] });
    expect(outcome.ms).toBeLessThan(3000);
  });
});

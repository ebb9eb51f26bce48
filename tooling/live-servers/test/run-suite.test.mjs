import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { runSuite } from '../src/run-suite.mjs';
import { summarise, summaryLine } from '../src/summarise.mjs';

const folder = fileURLToPath(new URL('..', import.meta.url));

async function lineOf(file) {
  const { tests } = await runSuite({ folder, file }, {});
  return summaryLine('x', summarise(tests));
}

it('counts the tests that a suite of a package with the common setup ran', async () => {
  expect(await lineOf('test/live/counted.test.mjs')).toBe('x: 1 passed, 1 skipped (fault:slow)');
});

it('fails where a suite executes no test, and says so', async () => {
  const { tests, output } = await runSuite({ folder, file: 'test/live/idle.test.mjs' }, {});
  expect(summaryLine('x', summarise(tests))).toBe('x: 0 passed, 1 failed, 1 skipped (fault:slow)');
  expect(output).toMatch(/test\/live\/idle\.test\.mjs executed no test\.$/);
});

it('fails where a suite is not there', async () => {
  expect(await lineOf('test/live/nowhere.test.mjs')).toBe('x: 0 passed, 1 failed, 0 skipped');
});

it('leaves the counts alone that npm test adds up', async () => {
  const counts = join(folder, '.cache', 'tests.json');
  rmSync(counts, { force: true });
  await lineOf('test/live/counted.test.mjs');
  expect(existsSync(counts)).toBe(false);
});

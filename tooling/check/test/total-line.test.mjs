import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { forgetReports, readReports } from '../src/reports.mjs';
import { totalLine } from '../src/total-line.mjs';

const clock = { startedAt: 1_000_000, endedAt: 1_041_400 };
const counts = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, numFailedTestSuites: 0 };
const fresh = { ...counts, startTime: 1_000_500 };
const cached = { ...counts, startTime: 900_000 };

it('adds up what ran now and what was cached', () => {
  const reports = [
    { dir: 'packages/a', report: { ...fresh, numPassedTests: 1200, numPendingTests: 2 } },
    { dir: 'packages/b', report: { ...cached, numPassedTests: 34, numTodoTests: 1 } },
  ];
  expect(totalLine({ reports, ...clock })).toBe(
    'npm test passed: 1,234 tests passed, 3 skipped, in 2 packages (1 of them cached), 41 s',
  );
});

it('names the step that failed, the tests that failed, and the packages that told nothing', () => {
  const reports = [
    { dir: 'packages/a', report: { ...fresh, numPassedTests: 7, numFailedTests: 2 } },
    { dir: 'packages/b', report: undefined },
  ];
  expect(totalLine({ reports, ...clock, failedStep: 'turbo' })).toBe(
    'npm test failed at turbo: 7 tests passed, 2 failed, 0 skipped, in 1 packages (0 of them cached), no counts from packages/b, 41 s',
  );
});

it('reads the reports of packages that have tests, and forgets those of earlier runs', () => {
  const root = mkdtempSync(join(tmpdir(), 'keyrack-check-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const files = {
    'benchmarks/package.json': '{ "scripts": { "test": "vitest run" } }',
    'benchmarks/.cache/tests.json': JSON.stringify(cached),
    'packages/a/package.json': '{ "scripts": { "test": "vitest run" } }',
    'packages/a/.cache/tests.json': JSON.stringify(fresh),
    'packages/providers/b/package.json': '{ "scripts": { "test": "vitest run" } }',
    'tooling/quiet/package.json': '{}',
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  expect(readReports(root)).toEqual([
    { dir: 'benchmarks', report: cached },
    { dir: 'packages/a', report: fresh },
    { dir: 'packages/providers/b', report: undefined },
  ]);
  forgetReports(root);
  expect(readReports(root).map(({ report }) => report)).toEqual([undefined, undefined, undefined]);
});

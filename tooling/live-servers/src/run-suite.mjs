import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '@keyrack/gates/run-command';

/**
 * Runs one live suite in its package, with what it needs to find its server. One that executes no test counts as failed.
 *
 * @param {{ folder: string, file: string }} suite
 * @param {Record<string, string>} env
 * @returns {Promise<{ tests: { name: string, status: string }[], output: string }>}
 */
export async function runSuite({ folder, file }, env) {
  const scratch = mkdtempSync(join(tmpdir(), 'keyrack-live-'));
  const report = join(scratch, 'report.json');
  try {
    const args = ['exec', 'vitest', 'run', file, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const { ok, output } = await runCommand('pnpm', args, {
      cwd: folder,
      env: { ...process.env, ...env, KEYRACK_LIVE: '1' },
      timeoutMs: 600_000,
    });
    const tests = readReport(report);
    const failure = { name: file, status: 'failed' };
    if (!tests.some(({ status }) => status === 'passed' || status === 'failed'))
      return { tests: [...tests, failure], output: `${output}\n${file} executed no test.` };
    // What breaks off outside of its tests has none that failed.
    return { tests: ok || tests.some(({ status }) => status === 'failed') ? tests : [...tests, failure], output };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** @param {string} report absent where the suite broke off */
function readReport(report) {
  if (!existsSync(report)) return [];
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
  return testResults.flatMap(({ assertionResults }) =>
    assertionResults.map(({ fullName, status }) => ({ name: String(fullName), status: String(status) })),
  );
}

// All that `npm test` checks, one step after another, and one line of totals at the end whatever happens.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { forgetReports, readReports } from './reports.mjs';
import { totalLine } from './total-line.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const steps = [
  ['lint', 'pnpm', 'run', '--silent', 'lint'],
  ['turbo', 'turbo', 'run', 'build', 'typecheck', 'test', '--concurrency=3', '--output-logs=errors-only'],
  ['repo-check', 'pnpm', 'run', '--silent', 'repo-check'],
];

const startedAt = Date.now();
// What an earlier run left must not be counted for a package that this one does not reach.
forgetReports(root);
const failed = steps.find(([, command, ...args]) => !succeeds(command, args));
console.log(totalLine({ reports: readReports(root), startedAt, endedAt: Date.now(), failedStep: failed?.[0] }));
if (failed) process.exitCode = 1;

function succeeds(command, args) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (error) console.error(`cannot start ${command} (${error.message}). Start this with: npm test`);
  return status === 0;
}

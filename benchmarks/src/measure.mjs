import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** User plus system time of a whole process in milliseconds, as the shell accounts for it. */
export function cpuOf(command, { cwd, env }) {
  const script = `TIMEFORMAT='%3U %3S'; { time "$@" >/dev/null; } 2>&1`;
  const { stdout, status, error } = spawnSync('bash', ['-c', script, 'bash', ...command], { cwd, env, encoding: 'utf8' });
  if (error) throw error;
  const said = stdout.trim().split('\n');
  const seconds = said.pop().split(' ').map(Number);
  if (status !== 0 || seconds.some(Number.isNaN)) throw failure(command, status, said.join('\n'));
  return seconds.reduce((sum, one) => sum + one * 1000, 0);
}

/** What a command loads: modules of JavaScript and their bytes. */
export function modulesOf(command, { cwd, env, folder }) {
  const [node, ...args] = command;
  const file = join(folder, 'modules.json');
  const preload = new URL('./count-modules.mjs', import.meta.url).href;
  // With pipes: a stream that Node is told to ignore looks closed to the command, which then refuses to reveal a value into it.
  const { status, stderr, error } = spawnSync(node, ['--import', preload, ...args], {
    cwd,
    env: { ...env, KEYRACK_COUNT_FILE: file },
    encoding: 'utf8',
  });
  if (error) throw error;
  if (status !== 0) throw failure(command, status, stderr.trim());
  const loaded = JSON.parse(readFileSync(file, 'utf8'));
  return { modules: loaded.length, kilobytes: Math.ceil(loaded.reduce((sum, { bytes }) => sum + bytes, 0) / 1024), loaded };
}

/** The middle of some numbers, and its quartiles. */
export function quartiles(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.round((sorted.length - 1) * share)];
  return { low: at(0.25), median: at(0.5), high: at(0.75) };
}

function failure(command, status, said) {
  return new Error(`${command.join(' ')} ended with ${status}: ${said}`);
}

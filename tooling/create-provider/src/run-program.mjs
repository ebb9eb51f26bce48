import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Runs a program in a repository, whose own tools come first; `pnpm` is the pinned one.
 *
 * @param {string} root
 * @param {string[]} command
 * @param {{ cwd?: string, env?: Record<string, string> }} [options]
 * @returns {{ problem: string, stdout: string }} `problem` is empty when it ended well, else the command and what it printed
 */
export function runProgram(root, command, { cwd = root, env = {} } = {}) {
  const [program = '', ...args] = command[0] === 'pnpm' ? [...pnpmCommand(root), ...command.slice(1)] : command;
  const path = `${join(root, 'node_modules/.bin')}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}`;
  const quiet = { TURBO_TELEMETRY_DISABLED: '1', npm_config_update_notifier: 'false' };
  const options = { cwd, env: { ...process.env, ...quiet, PATH: path, ...env }, timeout: 300_000 };
  const { status, stdout, stderr, error } = spawnSync(program, args, { ...options, encoding: 'utf8' });
  const problem = status === 0 ? [] : [`${command.join(' ')}:`, error?.message, stdout?.trim(), stderr?.trim()];
  return { problem: problem.filter(Boolean).join('\n'), stdout };
}

// Inside `pnpm run` the running pnpm is known; outside, npx fetches the pinned one.
function pnpmCommand(root) {
  const running = process.env.npm_execpath ?? '';
  if (/pnpm[^/\\]*$/.test(running)) return /\.[cm]?js$/.test(running) ? [process.execPath, running] : [running];
  return ['npx', '--yes', JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).packageManager];
}

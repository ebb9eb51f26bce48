// Starts a program, waits for its end at most so long, and returns what it said.
import { spawn } from 'node:child_process';

/**
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number }} [options]
 * @returns {Promise<{ ok: boolean, stdout: string, output: string }>} `output` is both streams in the order they came
 */
export function runCommand(command, args, { cwd, env, timeoutMs = 120_000 } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    });
    let stdout = '';
    let output = '';
    child.stdout.on('data', (text) => {
      stdout += text;
      output += text;
    });
    child.stderr.on('data', (text) => {
      output += text;
    });
    child.on('error', (error) => resolve({ ok: false, stdout, output: `${command}: ${error.message}` }));
    child.on('close', (code, signal) => {
      const ending = signal ? `\n${command} was stopped by ${signal} (at most ${timeoutMs / 1000} s)` : '';
      resolve({ ok: code === 0, stdout, output: `${output}${ending}`.trim() });
    });
  });
}

// Starts a program at a terminal of its own, answers its question, waits for its end at most so long, and returns what was shown.
import { spawn } from '@lydell/node-pty';

/**
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string, env: Record<string, string | undefined>, question: string, answer: string, timeoutMs: number }} options
 * @returns {Promise<{ ok: boolean, shown: string }>}
 */
export function atTerminal(command, args, { cwd, env, question, answer, timeoutMs }) {
  return new Promise((resolve) => {
    const terminal = spawn(command, args, { cwd, env, cols: 200, rows: 50 });
    const timer = setTimeout(() => terminal.kill('SIGKILL'), timeoutMs);
    let shown = '';
    let asked = false;
    terminal.onData((text) => {
      shown += text;
      if (asked || !shown.includes(question)) return;
      asked = true;
      // The question is drawn before its listener is there.
      setTimeout(() => terminal.write(answer), 100);
    });
    terminal.onExit(({ exitCode, signal }) => {
      clearTimeout(timer);
      resolve({ ok: exitCode === 0 && !signal, shown });
    });
  });
}

import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import type { TestProject } from './run-keyrack.js';

const bin = fileURLToPath(new URL('../dist/bin.js', import.meta.url));

/** Runs a command at a real terminal: each answer is typed when the text before it has appeared. */
export function atTerminal(
  project: TestProject,
  args: readonly string[],
  dialogue: readonly (readonly [waitFor: string, type: string])[],
) {
  const env = { PATH: process.env.PATH ?? '', HOME: project.home, TERM: 'xterm' };
  const terminal = spawn(process.execPath, [bin, ...args], { cwd: project.folder, cols: 120, rows: 40, env });
  let shown = '';
  let turn = 0;
  terminal.onData((data) => {
    shown += data;
    const [waitFor, type] = dialogue[turn] ?? [];
    if (waitFor === undefined || !shown.includes(waitFor)) return;
    turn += 1;
    shown = '';
    // The question is drawn before its listener is there.
    setTimeout(() => terminal.write(type ?? ''), 100);
  });
  return new Promise<{ code: number; shown: string; turns: number }>((resolve) => {
    terminal.onExit(({ exitCode }) => resolve({ code: exitCode, shown, turns: turn }));
  });
}

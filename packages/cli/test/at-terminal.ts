import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import { onTestFinished } from 'vitest';
import type { TestProject } from './run-keyrack.js';

const bin = fileURLToPath(new URL('../dist/bin.js', import.meta.url));

/** A text to wait for, and what is typed then, or the signal that is sent. */
export type Turn = readonly [waitFor: string, answer: string | { readonly signal: NodeJS.Signals }];

export interface TerminalRun {
  readonly code: number;
  /** What appeared after the last answer. */
  readonly shown: string;
  /** Everything that appeared. */
  readonly all: string;
  readonly turns: number;
}

/** Runs a command at a real terminal: each answer is given when the text before it has appeared. */
export function atTerminal(
  project: TestProject,
  args: readonly string[],
  dialogue: readonly Turn[],
  { env = {}, stdout }: { readonly env?: Record<string, string>; readonly stdout?: string } = {},
): Promise<TerminalRun> {
  const words = [process.execPath, bin, ...args];
  // With standard output in a file, only questions and messages are at the terminal.
  const [program = '', ...rest] = stdout === undefined ? words : ['sh', '-c', `exec "$@" > ${stdout}`, 'sh', ...words];
  const surroundings = { PATH: process.env.PATH ?? '', HOME: project.home, TERM: 'xterm', ...env };
  const terminal = spawn(program, rest, { cwd: project.folder, cols: 120, rows: 40, env: surroundings });
  let running = true;
  onTestFinished(() => void (running && terminal.kill('SIGKILL')));
  let shown = '';
  let all = '';
  let turn = 0;
  terminal.onData((data) => {
    shown += data;
    all += data;
    const [waitFor, answer] = dialogue[turn] ?? [];
    if (waitFor === undefined || answer === undefined || !shown.includes(waitFor)) return;
    turn += 1;
    shown = '';
    // The question is drawn before its listener is there.
    setTimeout(() => (typeof answer === 'string' ? terminal.write(answer) : terminal.kill(answer.signal)), 100);
  });
  return new Promise((resolve) => {
    terminal.onExit(({ exitCode }) => {
      running = false;
      resolve({ code: exitCode, shown, all, turns: turn });
    });
  });
}

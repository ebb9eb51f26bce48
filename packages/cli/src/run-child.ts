import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { Session } from './session.js';

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'] as const;

/** Runs a child with this environment on our own terminal, hands signals on, and returns its exit code, or 128 + n for signal n. */
export async function runChild(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  { out }: Session,
): Promise<number> {
  const child = spawn(program, args, { env, stdio: 'inherit' });
  const handlers = forwarded.map((signal) => [signal, () => void child.kill(signal)] as const);
  for (const [signal, handler] of handlers) process.on(signal, handler);
  try {
    return await new Promise<number>((resolve) => {
      child.on('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
      child.on('error', (error: NodeJS.ErrnoException) => {
        const absent = error.code === 'ENOENT';
        out.error(absent ? `command not found: ${program}` : `cannot run ${program} (${error.code}).`);
        resolve(absent ? 127 : 126);
      });
    });
  } finally {
    for (const [signal, handler] of handlers) process.off(signal, handler);
  }
}

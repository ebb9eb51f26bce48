import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { constants } from 'node:os';
import type { Session } from './session.js';
import { startFailure } from './start-failure.js';

/** What is run, and with what. */
export interface ChildCommand {
  readonly program: string;
  readonly args: readonly string[];
  /** The environment below the secrets. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly secrets: Readonly<Record<string, string>>;
}

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2', 'SIGALRM'] as const;

/**
 * Runs a child with this environment on our own terminal, hands signals on, and returns its exit code, or 128 + n for signal n.
 * Nothing but `SIGKILL` ends this process before the child.
 */
export async function runChild(command: ChildCommand, session: Session): Promise<number> {
  const { program, args, env, secrets } = command;
  let child: ChildProcess | undefined;
  const handOn = (signal: NodeJS.Signals): void => {
    if (!comesFromTheKeyboard(signal)) child?.kill(signal);
  };
  // These listen before the child is there, so that no signal ends us and leaves it alone; they are heard when this function waits.
  for (const signal of forwarded) process.on(signal, handOn);
  session.ignoreSignals();
  try {
    child = spawn(program, args, { env: { ...env, ...secrets }, stdio: 'inherit' });
    return await ending(child, program, session);
  } catch (error) {
    const { code, message } = startFailure(error as NodeJS.ErrnoException, command);
    session.out.error(message);
    return code;
  } finally {
    for (const signal of forwarded) process.off(signal, handOn);
  }
}

/** Waits for the end of a child; rejects when it has no beginning. */
function ending(child: ChildProcess, program: string, { out }: Session): Promise<number> {
  return new Promise<number>((resolve, reject) => {
    child.on('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
    child.on('error', (error: NodeJS.ErrnoException) => {
      if (child.pid === undefined) reject(error);
      // The child may have become another user's, for example: it runs on, and so do we.
      else out.warn(`a signal cannot be handed on to ${program} (${error.code}).`);
    });
  });
}

/**
 * Whether a signal is taken for one that a terminal sends to all programs in its foreground, child included. Who sent it cannot be
 * told from here. As with the shell, `time` and `system(3)`, one that is sent to us alone at a terminal is lost for that: programs
 * force-quit at a second Ctrl-C, and `SIGTERM` is there for the rest.
 */
function comesFromTheKeyboard(signal: NodeJS.Signals): boolean {
  if (signal !== 'SIGINT' && signal !== 'SIGQUIT') return false;
  return process.platform === 'win32' || hasTerminal();
}

// The streams do not say: all of them may be redirected.
function hasTerminal(): boolean {
  try {
    closeSync(openSync('/dev/tty', 'r'));
    return true;
  } catch (error) {
    return !/^E(NXIO|NOENT)$/.test((error as NodeJS.ErrnoException).code ?? '');
  }
}

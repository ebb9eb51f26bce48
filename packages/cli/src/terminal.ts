import { homedir } from 'node:os';
import type { Readable, Writable } from 'node:stream';

/** The outside world of a command: handed in, so that tests need no process of their own. */
export interface Terminal {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly homeDir: string;
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const { env } = process;
  return {
    // Opening a standard stream costs time, and few commands read.
    get stdin() {
      return process.stdin;
    },
    get stdout() {
      return guarded(process.stdout);
    },
    get stderr() {
      return guarded(process.stderr);
    },
    env,
    cwd: process.cwd(),
    homeDir: homedir(),
  };
}

// A stream whose reader has gone ends the process as the signal would that other programs get: silently, with 128 + 13.
function guarded<S extends NodeJS.WriteStream & { readonly fd: number }>(stream: S): S {
  if (stream.listenerCount('error') > 0) return stream;
  return stream.on('error', ({ code }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE') process.exit(141);
    if (stream.fd !== process.stderr.fd) process.stderr.write(`error: cannot write the output (${code}).\n`);
    process.exit(1);
  });
}

/** A variable by its common name: the `KEYRACK_` spelling wins over the `ATMOS_` one. */
export function variable({ env }: Pick<Terminal, 'env'>, name: string): string | undefined {
  return env[`KEYRACK_${name}`] ?? env[`ATMOS_${name}`];
}

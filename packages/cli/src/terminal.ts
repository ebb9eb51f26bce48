import { homedir } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import { leaveInTime } from './leave.js';
import { openStandardOutput } from './standard-output.js';

/** Where text goes. */
export interface TextSink {
  readonly isTTY?: boolean;
  /** Whether nobody can have what is written, because the stream was closed from the start. */
  readonly closed?: boolean;
  write(text: string | Uint8Array): unknown;
}

/** The outside world of a command: handed in, so that tests need no process of their own. */
export interface Terminal {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: TextSink;
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly homeDir: string;
  /**
   * Calls back at the first Ctrl-C or request to end, and ends the process within a second of it; the second one ends it at once.
   * Returns what stops listening.
   */
  onSignal(listener: (signal: EndingSignal) => void): () => void;
}

/** The signals by which a command is asked to end. */
export type EndingSignal = 'SIGINT' | 'SIGTERM';

/** The terminal of this process. */
export interface ProcessTerminal extends Terminal {
  /** Whether one of its streams was opened, which may still hold text. */
  readonly streams: boolean;
  /** Whether this process was told to end. */
  readonly toldToEnd: boolean;
}

/** The terminal of this process. */
export function processTerminal(): ProcessTerminal {
  const { env } = process;
  let stdout: TextSink | undefined;
  let streams = false;
  let told = false;

  // Opening a standard stream costs time, and few commands need one.
  function open<Stream>(stream: () => Stream): Stream {
    streams = true;
    return stream();
  }

  return {
    get streams() {
      return streams;
    },
    get toldToEnd() {
      return told;
    },
    get stdin() {
      return open(() => process.stdin);
    },
    get stdout() {
      stdout ??= openStandardOutput({ openStream: () => open(() => guarded(process.stdout)), fail: outputFailed });
      return stdout;
    },
    get stderr() {
      return open(() => guarded(process.stderr));
    },
    env,
    cwd: process.cwd(),
    homeDir: homedir(),
    onSignal(listener) {
      const handler = (signal: EndingSignal): void => {
        stop();
        told = true;
        leaveInTime(signal);
        listener(signal);
      };
      const stop = (): void => void process.off('SIGINT', handler).off('SIGTERM', handler);
      process.on('SIGINT', handler).on('SIGTERM', handler);
      return stop;
    },
  };
}

// A message that cannot be delivered is no failure of the command, whose child may be running. Data that cannot is one.
function guarded(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  if (stream.listenerCount('error') > 0) return stream;
  return stream.on('error', stream === process.stderr ? () => undefined : outputFailed);
}

// Output whose reader has gone ends the process as the signal would that other programs get: silently, with 128 + 13.
function outputFailed({ code }: NodeJS.ErrnoException): never {
  if (code === 'EPIPE') process.exit(141);
  process.stderr.write(`error: cannot write the output (${code}).\n`);
  process.exit(1);
}

/** A variable by its common name: the `KEYRACK_` spelling wins over the `ATMOS_` one. */
export function variable({ env }: Pick<Terminal, 'env'>, name: string): string | undefined {
  return env[`KEYRACK_${name}`] ?? env[`ATMOS_${name}`];
}

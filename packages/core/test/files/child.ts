import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const loader = join(import.meta.dirname, 'source-loader.mjs');
const entry = join(import.meta.dirname, '../../src/files/index.ts');

/** How a process ended; `signal` is `SIGKILL` for one that did not end by itself in time. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
}

/**
 * Runs a module that has `readTextFile`, `updateFile` and `call` at hand, in a process of its own: what never comes back cannot be
 * ended from within.
 */
export async function runModule(
  code: string,
  { timeoutMs = 5000, ...user }: { readonly timeoutMs?: number; readonly uid?: number; readonly gid?: number } = {},
): Promise<Ended> {
  const script = `import { readTextFile, updateFile } from ${JSON.stringify(entry)};
    const call = { kind: 'test', operation: 'set' };\n${code}`;
  const child = spawn(process.execPath, ['--import', loader, '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
    ...user,
  });
  let output = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const [code_, signal] = await once(child, 'close');
  return { code: code_, signal, output };
}

/** Makes a named pipe. */
export function makePipe(path: string): string {
  const { status } = spawnSync('mkfifo', [path]);
  if (status !== 0) throw new Error(`mkfifo ended with ${status}`);
  return path;
}

/** Makes a socket that listens until the test is over. */
export async function makeSocket(path: string): Promise<string> {
  const server = createServer().listen(path);
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return path;
}

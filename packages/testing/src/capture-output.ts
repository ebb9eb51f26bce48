import { inspect } from 'node:util';

const channels = ['log', 'info', 'warn', 'error', 'debug', 'trace', 'dir', 'table'] as const;

/** Runs something and returns all that it wrote meanwhile: through the console, to standard output, to standard error. */
export async function captureOutput(run: () => Promise<unknown>): Promise<string> {
  let written = '';
  // The console too: test runners replace it by one that does not end in the streams of the process.
  const restore = [
    ...channels.map((channel) => replace(console, channel, (...texts: readonly unknown[]) => record(texts))),
    ...[process.stdout, process.stderr].map((stream) =>
      replace(stream, 'write', (text: string | Uint8Array) => {
        record([typeof text === 'string' ? text : Buffer.from(text).toString()]);
        return true;
      }),
    ),
  ];

  function record(texts: readonly unknown[]): void {
    for (const text of texts) written += `${typeof text === 'string' ? text : inspect(text)}\n`;
  }

  try {
    await run();
    // What a provider writes after its call is its output as well.
    await new Promise((resolve) => setImmediate(resolve));
  } finally {
    for (const undo of restore) undo();
  }
  return written;
}

function replace<T extends object, K extends keyof T>(target: T, key: K, value: T[K]): () => void {
  const original = target[key];
  target[key] = value;
  return () => {
    target[key] = original;
  };
}

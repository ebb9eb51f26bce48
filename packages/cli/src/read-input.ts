import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Session } from './session.js';
import { UsageError } from './usage-error.js';

/** Reads standard input to its end. */
export async function readStdin({ terminal, signal }: Session): Promise<string> {
  // Otherwise a writer that writes nothing holds a command that was told to end.
  if (signal) (await import('node:stream')).addAbortSignal(signal, terminal.stdin);
  const chunks: Buffer[] = [];
  for await (const chunk of terminal.stdin) chunks.push(Buffer.from(chunk));
  return decode(Buffer.concat(chunks), 'standard input');
}

/** Reads a file that the user names; `-` is standard input. */
export async function readInput(session: Session, path: string): Promise<string> {
  if (path === '-') return readStdin(session);
  const file = resolve(session.terminal.cwd, path);
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`cannot read ${path} (${error.code}). Look at the path and its permissions.`);
  });
  return decode(bytes, path);
}

function decode(bytes: Buffer, source: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new UsageError(`${source} is not UTF-8 text. Encode binary values as base64.`);
  }
}

import { resolve } from 'node:path';
import { fileError, readBytes } from '@keyrack/core/files';
import type { Session } from './session.js';
import { UsageError } from './usage-error.js';

// More than any backend takes, and held in memory as a whole.
const maxBytes = 32 * 1024 * 1024;

/** Reads standard input to its end. */
export async function readStdin({ terminal, signal }: Session): Promise<string> {
  // Otherwise a writer that writes nothing holds a command that was told to end.
  if (signal) (await import('node:stream')).addAbortSignal(signal, terminal.stdin);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of terminal.stdin) {
    length += chunk.length;
    if (length > maxBytes) throw new UsageError(`standard input has more than ${maxBytes} bytes. Look at what is piped.`);
    chunks.push(Buffer.from(chunk));
  }
  return decode(Buffer.concat(chunks), 'standard input');
}

/** Reads a file that the user names; `-` is standard input. */
export async function readInput(session: Session, path: string): Promise<string> {
  if (path === '-') return readStdin(session);
  const file = resolve(session.terminal.cwd, path);
  const bytes = await readBytes(file, { signal: session.signal, pipes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new UsageError(`cannot read ${path} (ENOENT). Look at the path.`);
    throw fileError(error, 'read', path, { kind: 'keyrack', operation: 'read' });
  });
  return decode(bytes, path);
}

function decode(bytes: Uint8Array, source: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new UsageError(`${source} is not UTF-8 text. Encode binary values as base64.`);
  }
}

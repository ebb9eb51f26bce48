import { resolve } from 'node:path';
import { fileError, readBytes } from '@keyrack/core/files';
import type { Flags } from './flags.js';
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
  return decode(Buffer.concat(chunks), standardInput);
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

/**
 * Reads one value from a file, or from standard input for `-`: line ends at its end are dropped and everything else stays as it is,
 * byte for byte. An empty value is what a command that failed leaves in a pipe, so it is taken only when it is meant.
 */
export async function readValue(session: Session, path: string, { exact, allowEmpty }: Flags): Promise<string> {
  const text = await readInput(session, path);
  const trimmed = exact ? text : withoutLastLineEnds(text);
  // Some programs write a mark of byte order before nothing, too.
  const value = trimmed === '\ufeff' ? '' : trimmed;
  if (value !== '' || allowEmpty) return value;
  const source = path === '-' ? standardInput : path;
  throw new UsageError(`the value in ${source} is empty; nothing was written. Add --allow-empty to mean an empty one.`);
}

const standardInput = 'standard input';

// By hand, because an expression would try anew at each of many line ends in the middle.
function withoutLastLineEnds(text: string): string {
  let end = text.length;
  while (text[end - 1] === '\n') end -= text[end - 2] === '\r' ? 2 : 1;
  return text.slice(0, end);
}

function decode(bytes: Uint8Array, source: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new UsageError(`${source} is not UTF-8 text. Encode binary values as base64.`);
  }
}

import { closeSync, readSync } from 'node:fs';
import { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

// What a process got from the one that started it has had its writer: nobody comes later.
const inherited = /^\/(?:dev\/(?:stdin$|fd\/)|proc\/)/;

/**
 * The text of a pipe until a writer that wrote something has closed it. One that is not there yet is waited for, and one that wrote
 * nothing is none. When the signal aborts nothing is left, neither a thread nor anything else that keeps the process.
 *
 * @param open - opens the path without waiting, and yields its descriptor. Handed in, so that this file, which is rarely needed, shares
 * no part with those that always are.
 */
export function chunksOfPipe(path: string, open: (path: string) => number, signal: AbortSignal): AsyncIterable<Buffer> {
  if (!inherited.test(path)) return fromWriters(open(path), signal);
  // Not asked again and again like a named one: some systems open it as it is, and then reading it waits.
  return new Socket({ fd: open(path), readable: true, writable: false, signal });
}

const pauseMs = 10;
const chunkBytes = 65_536;

// Asked again and again: systems differ in when they tell that writers came and went, but not in what a read finds then.
async function* fromWriters(fd: number, signal: AbortSignal): AsyncIterable<Buffer> {
  try {
    for (let begun = false; ; ) {
      const chunk = readNow(fd);
      if (chunk?.length) yield chunk;
      else if (chunk && begun) return;
      else await wait(pauseMs, undefined, { signal });
      begun ||= Boolean(chunk?.length);
    }
  } finally {
    closeSync(fd);
  }
}

/** What is there; nothing of it at the end, and `undefined` when more may come. */
function readNow(fd: number): Buffer | undefined {
  const chunk = Buffer.alloc(chunkBytes);
  try {
    return chunk.subarray(0, readSync(fd, chunk));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return undefined;
    throw error;
  }
}

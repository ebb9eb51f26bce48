import { closeSync, readSync } from 'node:fs';
import { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { createSharedRuns } from '../shared-runs.js';
import { codeOf } from './file-error.js';
import { defaultMaxBytes, openForReading, type ReadOptions, tooLarge } from './read-bytes.js';

/** Two readers of one pipe would have to share its text, so there is one. */
const join = createSharedRuns<Uint8Array>();

/**
 * Reads a pipe until a writer that wrote something has closed it. One that is not there yet is waited for, and one that wrote nothing
 * is none. When the signal aborts nothing is left, neither a thread nor anything else that keeps the process.
 */
export async function readPipe(path: string, { signal, maxBytes = defaultMaxBytes }: ReadOptions): Promise<Uint8Array> {
  const chunksOf = inherited.test(path) ? fromParent : fromWriters;
  return join(path, signal, (abandoned) => collect(chunksOf(path, abandoned), maxBytes));
}

async function collect(source: AsyncIterable<Buffer>, maxBytes: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of source) {
    length += chunk.length;
    if (length > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

// What a process got from the one that started it has had its writer: nobody comes later.
const inherited = /^\/(?:dev\/(?:stdin$|fd\/)|proc\/)/;

// Not asked again and again like a named one: some systems open it as it is, and then reading it waits.
function fromParent(path: string, signal: AbortSignal): AsyncIterable<Buffer> {
  return new Socket({ fd: openForReading(path).fd, readable: true, writable: false, signal });
}

const pauseMs = 10;
const chunkBytes = 65_536;

// Asked again and again: systems differ in when they tell that writers came and went, but not in what a read finds then.
async function* fromWriters(path: string, signal: AbortSignal): AsyncIterable<Buffer> {
  const { fd } = openForReading(path);
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
    if (codeOf(error) === 'EAGAIN') return undefined;
    throw error;
  }
}

import { fstatSync, readSync, type Stats, statSync, writeSync } from 'node:fs';
import { devNull } from 'node:os';
import type { TextSink } from './terminal.js';

/** What stands behind the direct way. */
export interface OutputOptions {
  /** Default: standard output. */
  readonly fd?: number;
  readonly openStream: () => TextSink;
  /** Takes any failure but that of a full pipe, and does not come back. */
  readonly fail: (error: NodeJS.ErrnoException) => never;
}

/**
 * Standard output for a process that prints once or twice. Making Node's stream loads more than the rest of an answer needs, so what
 * goes into a file, a pipe or the null device is written directly, as the stream would do it; all else goes to the stream.
 */
export function openStandardOutput({ fd = 1, openStream, fail }: OutputOptions): TextSink {
  if (!isPlain(fd)) return openStream();
  let stream: TextSink | undefined;

  function writeDirectly(text: string | Uint8Array): void {
    let rest = typeof text === 'string' ? Buffer.from(text) : text;
    try {
      while (rest.length > 0) rest = rest.subarray(writeSync(fd, rest));
    } catch (error) {
      // A full pipe that somebody made non-blocking: only the stream can wait for it, and what follows must not overtake.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') fail(error as NodeJS.ErrnoException);
      stream = openStream();
      stream.write(rest);
    }
  }

  return {
    get closed() {
      return isClosed(fd);
    },
    write: (text) => (stream ? stream.write(text) : writeDirectly(text)),
  };
}

function isPlain(fd: number): boolean {
  try {
    const facts = fstatSync(fd);
    if (facts.isFile() || facts.isFIFO()) return true;
    return isNull(facts);
  } catch {
    // Closed, or of a kind of its own: the stream will say what is wrong with it.
    return false;
  }
}

// Node puts the null device in place of a closed stream, for reading and writing. Shells open it for writing alone.
function isClosed(fd: number): boolean {
  if (!isNull(fstatSync(fd))) return false;
  try {
    return readSync(fd, new Uint8Array(1)) === 0;
  } catch {
    return false;
  }
}

function isNull(facts: Stats): boolean {
  return facts.isCharacterDevice() && facts.rdev === statSync(devNull).rdev;
}

import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats, statSync } from 'node:fs';
import { devNull } from 'node:os';
import { createSharedRuns } from '../shared-runs.js';
import { codeOf, unfit } from './file-error.js';

/** How the bytes of a file are read. */
export interface ReadOptions {
  /** Ends the wait for a pipe. */
  readonly signal?: AbortSignal | undefined;
  /** A file with more is refused. Default: 32 MiB. */
  readonly maxBytes?: number | undefined;
  /** Whether a pipe is read as well, until its writer closes it, and the null device as an empty file. Default: neither is. */
  readonly pipes?: boolean | undefined;
}

/** What is read at most unless somebody asks for another limit: the whole is held in memory, several times over. */
export const defaultMaxBytes: number = 32 * 1024 * 1024;

/** A path that was opened for reading, and what it led to then. */
interface Opened {
  readonly fd: number;
  readonly facts: Stats;
}

/**
 * Reads a regular file, within the call: it is there at once, and takes less time than a thread that waits for it. What else a path
 * can lead to might never come, and a thread that waits cannot be ended; so a pipe is waited for in another way, and all else refused.
 */
export async function readBytes(path: string, { signal, maxBytes, pipes }: ReadOptions = {}): Promise<Uint8Array> {
  if (!pipes) return readRegularFile(path, maxBytes);
  const opened = openForReading(path);
  try {
    if (isNullDevice(opened.facts)) return new Uint8Array();
    if (!opened.facts.isFIFO()) return bytesOf(opened, maxBytes);
    return await joinReader(path, signal, (abandoned) => readPipe(path, abandoned, maxBytes));
  } finally {
    // Open until now: a writer that has come already finds a reader, who takes its text.
    closeSync(opened.fd);
  }
}

/**
 * Reads a regular file at once; never waits, whatever the path leads to.
 *
 * @throws the failure of the system, or one that {@link fileError} translates into what the path leads to instead.
 */
export function readRegularFile(path: string, maxBytes?: number): Buffer {
  const opened = openForReading(path);
  try {
    return bytesOf(opened, maxBytes);
  } finally {
    closeSync(opened.fd);
  }
}

function bytesOf({ fd, facts }: Opened, maxBytes: number = defaultMaxBytes): Buffer {
  if (!facts.isFile()) throw unfit(`is ${nameOf(facts)}, where a regular file is needed`);
  if (facts.size > maxBytes) throw tooLarge(maxBytes);
  return readFileSync(fd);
}

/** Two readers of one pipe would have to share its text, so there is one. */
const joinReader = createSharedRuns<Uint8Array>();

async function readPipe(path: string, signal: AbortSignal, maxBytes: number = defaultMaxBytes): Promise<Uint8Array> {
  // Loaded here, because it is rare and brings the sockets of Node with it.
  const { chunksOfPipe } = await import('./read-pipe.js');
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunksOfPipe(path, (again) => openForReading(again).fd, signal)) {
    length += chunk.length;
    if (length > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The failure of what has more bytes than its reader takes. */
function tooLarge(maxBytes: number): Error {
  return unfit(`has more than ${maxBytes} bytes`);
}

/**
 * Opens a path without waiting for anybody: what it leads to is asked of the open file, since it can be another one a moment later.
 * A terminal does not become that of the process by it. Windows knows neither of the two flags.
 */
function openForReading(path: string): Opened {
  const fd = openOr(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0));
  try {
    return { fd, facts: fstatSync(fd) };
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

// Sockets, and devices that nobody drives, cannot be opened at all.
const notOpened = ['ENXIO', 'ENODEV', 'EOPNOTSUPP'];

function openOr(path: string, flags: number): number {
  try {
    return openSync(path, flags);
  } catch (error) {
    if (!notOpened.includes(codeOf(error) ?? '')) throw error;
    throw unfit(`is ${nameOf(statSync(path))}, where a regular file is needed`);
  }
}

function nameOf(facts: Stats): string {
  if (facts.isDirectory()) return 'a folder';
  if (facts.isFIFO()) return 'a pipe';
  return facts.isSocket() ? 'a socket' : 'a device';
}

function isNullDevice(facts: Stats): boolean {
  return facts.isCharacterDevice() && facts.rdev === statSync(devNull).rdev;
}

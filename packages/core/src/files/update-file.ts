import { constants } from 'node:fs';
import { dirname } from 'node:path';
import { abortable } from '../abort.js';
import { fileError, refusal } from './file-error.js';
import { type FileFacts, localFiles, noneOn } from './file-system.js';
import { withLock } from './lock.js';
import { defaultMaxBytes } from './read-bytes.js';
import { decodeText, type ReadFileOptions } from './read-text-file.js';
import { resolveTarget } from './resolve-target.js';
import { sweep } from './side-files.js';
import { makeFolder, writeDurably } from './write-durably.js';

/** Text of a file to its new text; `undefined` in means that there is no file, out that nothing is to be written. */
export type Transform = (current: string | undefined) => string | undefined | Promise<string | undefined>;

/** How a file is updated. */
export interface UpdateFileOptions extends ReadFileOptions {
  /** Mode of a new file; an existing one keeps its own. Default: `0o600`. */
  readonly mode?: number | undefined;
  /** Mode of new folders above it, less the umask. Default: `0o755`. */
  readonly folderMode?: number | undefined;
  /** Takes what the caller should know of a write that succeeded: that an owner or a mode could not be kept. */
  readonly warn?: ((message: string) => void) | undefined;
  /** How long to wait for others who update the same file. Default: 60,000. */
  readonly lockTimeoutMs?: number | undefined;
}

interface Snapshot {
  readonly text: string;
  readonly facts: FileFacts;
}

/**
 * Changes a text file so that no update of another process is lost and a crash at any moment leaves the old text or the new one.
 *
 * `transform` runs first without the lock, where it may take its time; when the file has changed by the time the lock is held, it
 * runs again on the fresh text. So it may run twice, and the last run counts. Text that stays the same is not written. Links are
 * followed, and missing folders made. Mode, owner and group are kept; where the system forbids it, the mode is no wider for anyone.
 *
 * @returns whether the file was written.
 * @throws `CONFLICT` when somebody else holds the lock until the deadline, `PERMISSION_DENIED`, `UNAVAILABLE`, `INVALID_CONFIG`, and
 * whatever `transform` throws; the file is as it was then.
 * @example
 * await updateFile('.env', (text = '') => `${text}API_URL=https://example.org\n`, { kind: 'dotenv', operation: 'set' });
 */
export async function updateFile(path: string, transform: Transform, options: UpdateFileOptions): Promise<boolean> {
  let fault: { readonly error: unknown } | undefined;
  const guarded: Transform = async (current) => {
    try {
      return withinLimit(await transform(current), path, options);
    } catch (error) {
      fault = { error };
      throw error;
    }
  };
  return abortable(options.signal, async () => {
    try {
      return await update(path, guarded, options);
    } catch (error) {
      // What `transform` throws is not about this file, even where it looks like a failure of the file system.
      throw fault && fault.error === error ? error : fileError(error, 'write', path, options);
    }
  });
}

async function update(path: string, transform: Transform, options: UpdateFileOptions): Promise<boolean> {
  const { files = localFiles, signal, lockTimeoutMs: timeoutMs = 60_000 } = options;
  const target = await resolveTarget(files, path);
  const before = (await look(target, options))?.text;
  const draft = await transform(before);
  if (draft === undefined || draft === before) return false;
  signal?.throwIfAborted();
  if (before === undefined) await makeFolder(files, dirname(target), options.folderMode ?? 0o755);
  return withLock(target, { files, timeoutMs, signal, kind: options.kind, operation: options.operation }, async () => {
    const current = await look(target, options);
    const text = current?.text === before ? draft : await transform(current?.text);
    if (text === undefined || text === current?.text) return false;
    // A rename needs only the folder's permission; a file that its owner made read-only is left alone all the same.
    if (current) await files.access(target, constants.W_OK);
    await sweep(files, target);
    const looks = current ? { like: current.facts } : { mode: options.mode ?? 0o600 };
    const difference = await writeDurably(files, target, text, looks, signal);
    if (difference !== undefined)
      options.warn?.(`${target} was replaced and has ${difference}: the system lets this user keep no more of it.`);
    return true;
  });
}

/** What could not be read again must not be written. */
function withinLimit(text: string | undefined, path: string, options: UpdateFileOptions): string | undefined {
  const { maxBytes = defaultMaxBytes } = options;
  if (text === undefined || Buffer.byteLength(text) <= maxBytes) return text;
  const message = `cannot write ${path}: it would have more than ${maxBytes} bytes. Split it.`;
  throw refusal(message, 'INVALID_ARGUMENT', path, options);
}

async function look(target: string, options: UpdateFileOptions): Promise<Snapshot | undefined> {
  const files = options.files ?? localFiles;
  const facts = await noneOn(['ENOENT'], () => files.stat(target));
  if (!facts) return undefined;
  return { text: decodeText(await files.readFile(target, { maxBytes: options.maxBytes }), target, options), facts };
}

import { unlinkSync } from 'node:fs';
import { codeOf } from './file-error.js';
import { type FileSystem, noneOn } from './file-system.js';

/** Locks and temporary files of this process that are on the disk right now. */
const leftovers = new Set<string>();

function removeAll(): void {
  for (const path of leftovers) {
    try {
      unlinkSync(path);
    } catch (error) {
      // The process is ending and nobody is left to tell; the next writer breaks the lock and sweeps the file.
      if (codeOf(error) === undefined) throw error;
    }
  }
}

/** Has a file removed when the process exits, by `process.exit` in a signal handler for instance. A kill is beyond reach. */
export function removeOnExit(path: string): void {
  if (leftovers.size === 0) process.on('exit', removeAll);
  leftovers.add(path);
}

/** Has a file left alone after all. */
export function keepOnExit(path: string): void {
  leftovers.delete(path);
  if (leftovers.size === 0) process.off('exit', removeAll);
}

const attempts = 3;

/** Tries more than once, for the calls that clean up: what they leave behind is in the way of others. */
export async function persistently<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (attempt === attempts) throw error;
    }
  }
}

/** Removes a file of ours. */
export async function removeFile(files: FileSystem, path: string): Promise<void> {
  await persistently(() => noneOn(['ENOENT'], () => files.unlink(path)));
  keepOnExit(path);
}

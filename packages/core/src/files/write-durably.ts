import { dirname } from 'node:path';
import { type FileFacts, type FileSystem, noneOn, type OpenFile } from './file-system.js';
import { keepLooks } from './keep-looks.js';
import { removeFile, removeOnExit } from './leftovers.js';
import { sideFiles } from './side-files.js';

/** What the written file is to be like: the file that it replaces, or a new one with these mode bits. */
export type FileLooks = { readonly like: FileFacts } | { readonly mode: number };

/**
 * Replaces a file in one step that survives a crash: after it the disk holds the old text or the new one, never a mixture.
 *
 * The temporary file lies beside the target, since a rename is one step only within a file system; it is synced before the rename,
 * or a crash could leave the new name on an empty file; and the folder is synced after it, or the rename itself could be lost.
 *
 * @returns what could not be kept of the file that was replaced, for people.
 */
export async function writeDurably(
  files: FileSystem,
  target: string,
  text: string,
  looks: FileLooks,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const temporary = await sideFiles(target).temporary('content');
  let difference: string | undefined;
  try {
    const file = await files.open(temporary, 'wx', 0o600);
    removeOnExit(temporary);
    await closing(file, async () => {
      await writeAll(file, new TextEncoder().encode(text));
      if ('like' in looks) difference = await keepLooks({ files, file, target, temporary }, looks.like);
      else await file.chmod(looks.mode);
      await file.sync();
    });
    signal?.throwIfAborted();
    await files.rename(temporary, target);
  } finally {
    // After the rename there is nothing under this name, and this merely forgets it.
    await removeFile(files, temporary);
  }
  await syncFolder(files, dirname(target));
  return difference;
}

export async function closing(file: OpenFile, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } finally {
    await file.close();
  }
}

/** One call may write less than it was given, when the disk fills up for instance. */
export async function writeAll(file: OpenFile, bytes: Uint8Array): Promise<void> {
  for (let offset = 0; offset < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, offset, bytes.length - offset);
    offset += bytesWritten;
  }
}

/** Makes a folder and those above it, each one synced into its parent. */
export async function makeFolder(files: FileSystem, folder: string, mode: number): Promise<void> {
  if (await noneOn(['ENOENT'], () => files.stat(folder))) return;
  await makeFolder(files, dirname(folder), mode);
  // Somebody else may make it at the same time.
  await noneOn(['EEXIST'], () => files.mkdir(folder, mode));
  await syncFolder(files, dirname(folder));
}

// Windows and some network file systems do not sync folders at all: there is nothing more to be had there.
const notOffered = ['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EISDIR', 'EPERM'];

async function syncFolder(files: FileSystem, folder: string): Promise<void> {
  const opened = await noneOn(notOffered, () => files.open(folder, 'r'));
  if (opened) await closing(opened, async () => void (await noneOn(notOffered, () => opened.sync())));
}

import { basename, dirname, join, resolve } from 'node:path';
import { type FileSystem, noneOn } from './file-system.js';

/**
 * The real file behind a path, every link followed, also where the file or its folders do not exist yet.
 *
 * A link that points at nothing counts: a new file must come to be where it points, not in its place.
 */
export async function resolveTarget(files: FileSystem, path: string): Promise<string> {
  const absolute = resolve(path);
  const real = await noneOn(['ENOENT'], () => files.realpath(absolute));
  if (real !== undefined) return real;
  const link = await noneOn(['ENOENT', 'EINVAL'], () => files.readlink(absolute));
  if (link !== undefined) return resolveTarget(files, resolve(dirname(absolute), link));
  const folder = dirname(absolute);
  return folder === absolute ? absolute : join(await resolveTarget(files, folder), basename(absolute));
}

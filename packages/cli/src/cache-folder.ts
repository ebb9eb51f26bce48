import { mkdirSync, type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Whether a folder is one that this user alone can write, and so may hold code that is run as it is found. It is made when it is not
 * there. Without one there is no cache, which is no reason to fail.
 */
export function isOwnFolder(folder: string): boolean {
  // Where the system knows no owners, the folders of a user are closed to others.
  const uid = process.geteuid?.();
  try {
    const facts = factsOf(folder) ?? make(folder, uid);
    return facts?.isDirectory() === true && (uid === undefined || (facts.uid === uid && (facts.mode & 0o022) === 0));
  } catch {
    return false;
  }
}

function factsOf(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}

// Root makes nothing in the home of another user, who could not use it afterwards.
function make(folder: string, uid: number | undefined): Stats | undefined {
  let above = dirname(folder);
  while (!factsOf(above)) above = dirname(above);
  if (uid === 0 && factsOf(above)?.uid !== 0) return undefined;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return factsOf(folder);
}

import { realpathSync, type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileError } from '@keyrack/core/files';
import { fileFault, type SopsCall } from './errors.js';

/**
 * Refuses a place for private keys that others can change: the public key of whatever lies there is put among those that read a vault.
 * Who owns it is not asked of root, to whom containers and `sudo` hand folders of others.
 *
 * @throws `INVALID_CONFIG` when others can write the key file or its folder.
 */
export function refuseSharedPlace(file: string, call: SopsCall): void {
  const uid = process.getuid?.();
  if (uid === undefined) return;
  for (const path of placesOf(file, call)) {
    // What is not there yet is made for this user alone.
    const facts = factsOf(path, call);
    if (!facts) continue;
    const foreign = uid !== 0 && facts.uid !== 0 && facts.uid !== uid;
    if (!foreign && (facts.mode & 0o022) === 0) continue;
    const advice = foreign ? 'Choose a place of your own.' : `Run: chmod go-w ${path}`;
    const what = `${path} can be written by others, who could put a key of theirs there`;
    throw fileFault(`${what}. ${advice}`, 'INVALID_CONFIG', path, call);
  }
}

// A link counts for what it leads to: its folder, too, decides who can put another key there.
function placesOf(file: string, call: SopsCall): readonly string[] {
  if (!factsOf(file, call)) return [dirname(file)];
  const real = realpathSync(file);
  return [...new Set([dirname(file), dirname(real), real])];
}

function factsOf(path: string, call: SopsCall): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw fileError(error, 'read', path, call);
  }
}

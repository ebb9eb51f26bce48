import { resolve } from 'node:path';
import { expandPath } from './expand-path.js';
import type { SopsSettings } from './options.js';
import type { World } from './world.js';

/** Where files lie. */
export interface Paths {
  /** Places of a file, the first one being where it is made. */
  of(file: string): readonly [string, ...string[]];
  /** Places of the key file that the options name; empty when they name none. */
  keyFile(): readonly string[];
}

/**
 * A path starts from the base folder. A file that is not there but below the working directory counts as well: so a command works in
 * a sub-folder, and with paths that were written for a tool that knows no base folder.
 */
export function createPaths({ baseDir, ageKeyFile }: Pick<SopsSettings, 'baseDir' | 'ageKeyFile'>, world: World): Paths {
  const workDir = world.workDir();
  const base = resolve(workDir, baseDir ?? '.');
  const of = (file: string): readonly [string, ...string[]] => {
    const first = resolve(base, file);
    const second = resolve(workDir, file);
    return first === second ? [first] : [first, second];
  };
  return {
    of,
    keyFile: () => (ageKeyFile === undefined ? [] : of(expandPath(ageKeyFile, { env: world.env, homeDir: world.homeDir() }))),
  };
}

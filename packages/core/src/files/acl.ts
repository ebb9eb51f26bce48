/// <reference types="node" />
import type { FileSystem } from './file-system.js';

const timeoutMs = 5_000;

/**
 * Whether a file has an access control list; nothing where that cannot be told.
 *
 * Node does not read such lists, and in the mode of a file that has one the bits of the group say what the list grants at most.
 * Elsewhere than on Linux a list stands beside the mode and widens nothing by its loss, as a rule.
 */
export async function hasAcl(path: string): Promise<boolean | undefined> {
  if (process.platform !== 'linux') return false;
  // An `ls` that does not know the style of times, such as that of BusyBox, does not mark lists either.
  const line = await outputOf('ls', ['-ldn', '--time-style=+', '--', path]);
  const mark = /^[-a-zA-Z]{10}([ .+])/.exec(line ?? '')?.[1];
  return mark === undefined ? undefined : mark === '+';
}

/** Gives a file the access control list of another one, or none when that has none; says whether this was done. */
export async function copyAcl(from: string, to: string): Promise<boolean> {
  return (await outputOf('cp', ['--attributes-only', '--preserve=mode', '--', from, to])) !== undefined;
}

// These programs need nothing of our environment, which may hold secrets.
async function outputOf(program: string, args: readonly string[]): Promise<string | undefined> {
  const { execFile } = await import('node:child_process');
  const env = { PATH: process.env.PATH, LC_ALL: 'C' };
  return new Promise((resolve) => {
    execFile(program, args, { env, timeout: timeoutMs }, (error, output) => resolve(error ? undefined : output));
  });
}

/** What becomes of the list of a file that is replaced. */
export interface AclOutcome {
  /** The bits of a mode that do not widen the file. */
  readonly most: number;
  /** Whether a list was lost. */
  readonly lost: boolean;
}

const ownerOnly = 0o7700;

/** Copies the list of a file to the one that is to replace it, which may have one from its folder; `same` when their owners are. */
export async function keepAcl(
  files: FileSystem,
  target: string,
  temporary: string,
  mode: number,
  same: boolean,
): Promise<AclOutcome> {
  // What is for its owner alone is so with any list.
  if ((mode & 0o077) === 0) return { most: ownerOnly, lost: false };
  const { hasAcl: has = hasAcl, copyAcl: copy = copyAcl } = files;
  const [old, made] = await Promise.all([target, temporary].map((path) => has(path)));
  if (old === undefined || made === undefined) return { most: ownerOnly | ((mode & 7) << 3) | 7, lost: false };
  if (!old && !made) return { most: 0o7777, lost: false };
  // The entries of a list that speak of the owner and the group would be about others.
  const kept = same && (await copy(target, temporary)) && (await has(temporary)) === old;
  return kept ? { most: 0o7777, lost: false } : { most: ownerOnly, lost: old };
}

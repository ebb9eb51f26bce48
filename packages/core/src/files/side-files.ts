import { basename, dirname, join } from 'node:path';
import type { FileSystem } from './file-system.js';
import { removeFile } from './leftovers.js';
import { isDead, randomToken, thisProcess } from './lock-owner.js';

/** The files that come and go beside a target: all hidden, all named after it. */
export interface SideFiles {
  readonly folder: string;
  readonly lock: string;
  /** Held while the lock with this token is broken. */
  breaker(token: string): string;
  /** A fresh name; it tells process and machine, so that others can see whether its maker still lives. */
  temporary(of: 'content' | 'lock'): Promise<string>;
}

const machineDigits = 8;

export function sideFiles(target: string): SideFiles {
  const folder = dirname(target);
  const stem = join(folder, `.${basename(target)}`);
  const lock = `${stem}.lock`;
  return {
    folder,
    lock,
    breaker: (token) => `${lock}.${token}.break`,
    async temporary(of) {
      const { machine, pid } = await thisProcess();
      return `${of === 'lock' ? lock : stem}.${pid}.${machine.slice(0, machineDigits)}${randomToken()}.tmp`;
    },
  };
}

/**
 * Removes what killed writers of this machine left beside a target. Only for who holds the lock.
 *
 * A breaker's file goes too: it guards the breaking of a lock other than ours, which is there no more.
 */
export async function sweep(files: FileSystem, target: string): Promise<void> {
  const { machine } = await thisProcess();
  const stem = `.${basename(target)}.`;
  for (const entry of await files.readdir(dirname(target))) {
    if (!entry.startsWith(stem)) continue;
    const rest = entry.slice(stem.length);
    const [, pid, maker] = /^(?:lock\.)?(\d+)\.([0-9a-f]{8})[0-9a-f]{24}\.tmp$/.exec(rest) ?? [];
    const orphaned = maker === machine.slice(0, machineDigits) && isDead(Number(pid));
    if (orphaned || /^lock\.[0-9a-f]{24}\.break$/.test(rest)) await removeFile(files, join(dirname(target), entry));
  }
}

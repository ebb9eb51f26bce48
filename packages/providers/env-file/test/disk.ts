import * as nodeFiles from 'node:fs/promises';
import type { FileSystem } from '@keyrack/core/files';

/** A disk that counts what is asked of one file, and can fail or hang. Where tests run as root, no mode would keep them out. */
export interface Disk {
  readonly files: FileSystem;
  /** What every call meets: an error of the system by its name, or no end. */
  fault: 'EACCES' | 'EIO' | 'hang' | undefined;
  requests: number;
}

/** Puts a disk before the real one. */
export function createDisk(file: string): Disk {
  const disk: Disk = {
    fault: undefined,
    requests: 0,
    files: new Proxy(nodeFiles, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        return async (path: string, ...args: unknown[]) => {
          if (path === file) disk.requests += 1;
          if (disk.fault === 'hang') await new Promise(() => undefined);
          if (disk.fault) throw Object.assign(new Error(`${disk.fault}: ${path}`), { code: disk.fault });
          return member.call(target, path, ...args);
        };
      },
    }),
  };
  return disk;
}

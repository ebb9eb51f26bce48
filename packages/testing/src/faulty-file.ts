import * as nodeFiles from 'node:fs/promises';
import { readFile, writeFile } from 'node:fs/promises';
import type { FileSystem } from '@keyrack/core/files';
import type { FaultKind, Harness } from './harness.js';

/** The disturbing half of a {@link Harness} for a provider of one file. */
export interface FaultyFile extends Required<Pick<Harness, 'faults' | 'fault' | 'clearFaults' | 'requestCount'>> {
  /** What the provider works on: the real disk, until there is a fault. */
  readonly files: FileSystem;
}

// Errors of the system by name. Where tests run as root, no mode would keep them out.
const errorOf: Partial<Record<FaultKind, string>> = { forbidden: 'EACCES', unavailable: 'EIO' };

/** What a damaged file holds. */
interface FaultyFileOptions {
  /** Text that stands in the file under the fault `malformed-body`. */
  readonly malformed: string;
}

/**
 * Puts a disk before the real one that counts the reads and writes of a file, and can refuse, fail or hang; or spoils the text of the
 * file itself, with `malformed` or by cutting it in half.
 *
 * @example
 * const { files, ...disturbing } = createFaultyFile('/tmp/secrets.json', { malformed: '<html>' });
 * await disturbing.fault('unavailable');
 * await files.readFile('/tmp/secrets.json'); // rejects with EIO
 */
export function createFaultyFile(file: string, { malformed }: FaultyFileOptions): FaultyFile {
  let active: FaultKind | undefined;
  let requests = 0;
  let whole: string | undefined;

  const meetFault = async (path: unknown): Promise<void> => {
    if (active === 'slow') await new Promise(() => undefined);
    const code = active && errorOf[active];
    if (code) throw Object.assign(new Error(`${code}: ${path}`), { code });
  };

  return {
    files: new Proxy(nodeFiles, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        return async (...args: readonly unknown[]) => {
          if (isAccess(name, args, file)) requests += 1;
          await meetFault(args[0]);
          return member.apply(target, args);
        };
      },
    }),
    faults: ['forbidden', 'unavailable', 'malformed-body', 'truncated-body', 'slow'],
    requestCount: () => requests,
    async fault(kind) {
      active = kind;
      if (kind !== 'malformed-body' && kind !== 'truncated-body') return;
      whole ??= await readFile(file, 'utf8');
      await writeFile(file, kind === 'malformed-body' ? malformed : whole.slice(0, whole.length / 2));
    },
    async clearFaults() {
      active = undefined;
      if (whole !== undefined) await writeFile(file, whole);
      whole = undefined;
    },
  };
}

/** Reads, and writes in place or by a rename; looking for the file or locking it is not counted. */
function isAccess(name: string | symbol, args: readonly unknown[], file: string): boolean {
  return name === 'rename' ? args[1] === file : (name === 'readFile' || name === 'open') && args[0] === file;
}

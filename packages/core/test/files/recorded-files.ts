import { basename } from 'node:path';
import { type FileSystem, localFiles, type OpenFile } from '../../src/files/file-system.js';

/** A call on its way to the file system, as `write .env.1.tmp`. */
export interface RecordedCall {
  readonly name: string;
  readonly file: string;
  readonly args: readonly unknown[];
}

/** Sees each call before it is made and may throw in its place. */
export type Watch = (call: RecordedCall) => void | Promise<void>;

/** The real file system behind a watcher; calls on open files carry the name that they were opened under. */
export function watchedFiles(watch: Watch): FileSystem {
  const watched = <T extends object>(target: T, file: string | undefined): T =>
    new Proxy(target, {
      get(object, name) {
        const member: unknown = Reflect.get(object, name);
        if (typeof member !== 'function' || typeof name !== 'string' || name === 'isFile') return member;
        return async (...args: unknown[]) => {
          // A close that fails has closed the file all the same.
          if (name === 'close') await member.apply(object, args);
          await watch({ name, file: file ?? String(args[0]), args });
          if (name === 'close') return undefined;
          const result: unknown = await member.apply(object, args);
          return name === 'open' ? watched(result as OpenFile, String(args[0])) : result;
        };
      },
    });
  return watched({ ...localFiles }, undefined);
}

/** The calls as text: temporary names shortened, folders by their last part. */
export function describeCall({ name, file }: RecordedCall): string {
  return `${name} ${basename(file).replace(/\.\d+\.[0-9a-f]{32}\.tmp$/, '.tmp')}`;
}

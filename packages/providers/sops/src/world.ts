import { homedir } from 'node:os';
import type { FileSystem } from '@keyrack/core/files';

/** What lies outside of this package; tests hand in another world. */
export interface World {
  /** Default: the file system of this machine. */
  readonly files?: FileSystem | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  homeDir(): string;
  workDir(): string;
  now(): Date;
  /** Runs a program without a shell and yields what it prints; the signal ends it. */
  run(command: readonly string[], signal?: AbortSignal): Promise<string>;
}

/** The real one. */
export const thisMachine: World = {
  env: process.env,
  platform: process.platform,
  homeDir: homedir,
  workDir: () => process.cwd(),
  now: () => new Date(),
  async run([program = '', ...args], signal) {
    const { execFile } = await import('node:child_process');
    return new Promise((resolve, reject) => {
      execFile(program, args, { signal }, (error, output) => (error ? reject(error) : resolve(output)));
    });
  },
};

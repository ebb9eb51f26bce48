/// <reference types="node" />
import { access, link, mkdir, open, readdir, readlink, realpath, rename, stat, unlink } from 'node:fs/promises';
import { copyAcl, hasAcl } from './acl.js';
import { codeOf } from './file-error.js';
import { type ReadOptions, readBytes } from './read-bytes.js';

/** What is asked of a file that is open for writing, or of a folder that is open for syncing. */
export interface OpenFile {
  write(bytes: Uint8Array, offset: number, length: number): Promise<{ readonly bytesWritten: number }>;
  stat(): Promise<FileFacts>;
  chown(uid: number, gid: number): Promise<void>;
  chmod(mode: number): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** What is kept when a file is replaced. */
export interface FileFacts {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

/**
 * The calls through which files are read and changed, shaped like `node:fs/promises`, so that a test can fail, delay and record
 * each of them.
 */
export interface FileSystem {
  realpath(path: string): Promise<string>;
  readlink(path: string): Promise<string>;
  readFile(path: string, options?: ReadOptions): Promise<Uint8Array>;
  readdir(path: string): Promise<string[]>;
  stat(path: string): Promise<FileFacts>;
  access(path: string, mode: number): Promise<void>;
  mkdir(path: string, mode: number): Promise<unknown>;
  open(path: string, flags: string, mode?: number): Promise<OpenFile>;
  link(existing: string, path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
  /** Whether a file has an access control list; nothing where that cannot be told. Default: as on this machine. */
  hasAcl?(path: string): Promise<boolean | undefined>;
  /** Gives a file the access control list of another one, or none; says whether this was done. Default: as on this machine. */
  copyAcl?(from: string, to: string): Promise<boolean>;
}

/** The file system of this machine. */
export const localFiles: Required<FileSystem> = {
  access,
  copyAcl,
  hasAcl,
  link,
  mkdir,
  open,
  readdir,
  readlink,
  realpath,
  rename,
  stat,
  unlink,
  readFile: readBytes,
};

/** Takes some failures as the answer "none"; any other is thrown on. */
export async function noneOn<T>(codes: readonly string[], run: () => Promise<T>): Promise<T | undefined> {
  try {
    return await run();
  } catch (error) {
    if (codes.includes(codeOf(error) ?? '')) return undefined;
    throw error;
  }
}

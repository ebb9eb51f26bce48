import { isUtf8 } from 'node:buffer';
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { type Dirent, readdirSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileError, readRegularFile } from '@keyrack/core/files';
import { isSecretError, secretError } from '@keyrack/core/provider';
import { decodeUtf8 } from './decode-utf8.js';
import type { DirectoryEntry, ProjectIo } from './io.js';

/** The file system and the shell of this machine. */
export const nodeIo: ProjectIo = {
  kind(path) {
    const stats = unlessAbsent(path, () => statSync(path, { throwIfNoEntry: false }));
    if (stats?.isDirectory()) return 'directory';
    // Pipes and devices count as files, so that reading says what they are: passed over, they would look like nothing at all.
    return stats && 'file';
  },

  readText: (path) => unlessAbsent(path, () => decodeUtf8(readRegularFile(path), path).replace(/^\uFEFF/, '')),

  readDirectory: (path) =>
    unlessAbsent(path, () =>
      readdirSync(path, { withFileTypes: true })
        .map((entry) => (entry.isSymbolicLink() ? linkIn(path, entry) : { name: entry.name, directory: entry.isDirectory() }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    ),

  exec(command, { cwd, env }) {
    const { status, stdout, error } = spawnSync(command, {
      cwd,
      env: { ...env },
      shell: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    if (error || status !== 0) {
      // The command may hold a token, and its output may be one: neither is quoted.
      throw secretError(
        `a command of !exec failed${status === null ? '' : ` with exit code ${status}`}. Run it by hand to see why.`,
        {
          code: 'INVALID_CONFIG',
          provider: 'config',
          operation: 'exec',
          original: error,
        },
      );
    }
    if (isUtf8(stdout)) return stdout.toString('utf8');
    throw secretError('a command of !exec printed what is not UTF-8. Run it by hand, and encode binary data as base64.', {
      code: 'INVALID_CONFIG',
      provider: 'config',
      operation: 'exec',
    });
  },

  random: (min, max) => randomInt(min, max + 1),

  realPath(path) {
    // The system's own answer, since only that knows which spellings are one name where upper and lower case are.
    const real = unlessAbsent(path, () => realpathSync.native(path));
    if (real !== undefined) return real;
    // A link that points at nothing counts: what is written through it comes to be where it points.
    const link = linkAt(path);
    if (link !== undefined) return nodeIo.realPath(resolve(dirname(path), link));
    return dirname(path) === path ? path : join(nodeIo.realPath(dirname(path)), basename(path));
  },
};

function linkAt(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    // What is no link, or not there, leads nowhere else.
    return undefined;
  }
}

function linkIn(directory: string, { name }: Dirent): DirectoryEntry {
  const path = `${directory}/${name}`;
  const to = unlessAbsent(path, () => realpathSync.native(path));
  return { name, directory: nodeIo.kind(path) === 'directory', link: { from: realpathSync.native(directory), to } };
}

// A link that leads in a circle leads nowhere.
const absent: readonly unknown[] = ['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP'];

function unlessAbsent<T>(path: string, read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (isSecretError(error)) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (absent.includes(code)) return undefined;
    throw fileError(error, 'read', path, { kind: 'config', operation: 'read' });
  }
}

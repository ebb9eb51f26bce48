import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import fs, { readdirSync, readlinkSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileError, readRegularFile } from '@keyrack/core/files';
import { secretError } from '@keyrack/core/provider';
import type { ProjectIo } from './io.js';

/** The file system and the shell of this machine. */
export const nodeIo: ProjectIo = {
  kind(path) {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats?.isDirectory()) return 'directory';
    // Pipes and devices count as files, so that reading says what they are: passed over, they would look like nothing at all.
    return stats && 'file';
  },

  readText: (path) =>
    unlessAbsent(path, () =>
      readRegularFile(path)
        .toString('utf8')
        .replace(/^\uFEFF/, ''),
    ),

  readDirectory: (path) =>
    unlessAbsent(path, () =>
      readdirSync(path, { withFileTypes: true })
        .map((entry) => ({
          name: entry.name,
          directory: entry.isSymbolicLink() ? nodeIo.kind(`${path}/${entry.name}`) === 'directory' : entry.isDirectory(),
        }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    ),

  exec(command, { cwd, env }) {
    const { status, stdout, error } = spawnSync(command, {
      cwd,
      env: { ...env },
      shell: true,
      encoding: 'utf8',
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
    return stdout;
  },

  random: (min, max) => randomInt(min, max + 1),

  realPath(path) {
    // The system's own answer, since only that knows which spellings are one name where upper and lower case are.
    const real = unlessAbsent(path, () => fs.realpathSync.native(path));
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

function unlessAbsent<T>(path: string, read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw fileError(error, 'read', path, { kind: 'config', operation: 'read' });
  }
}

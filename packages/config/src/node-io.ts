import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
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
};

function unlessAbsent<T>(path: string, read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw fileError(error, 'read', path, { kind: 'config', operation: 'read' });
  }
}

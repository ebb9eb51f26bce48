import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createProject, type TestProject } from './run-keyrack.js';

interface Caches {
  readonly project: TestProject;
  /** The value of `XDG_CACHE_HOME`. */
  readonly caches: string;
  readonly folder: string;
  modeOf(path: string): string;
}

function createCaches(): Caches {
  const project = createProject({});
  const caches = join(project.home, 'caches');
  return {
    project,
    caches,
    folder: join(caches, 'keyrack'),
    modeOf: (path) => (statSync(path).mode & 0o777).toString(8),
  };
}

describe.skipIf(process.platform === 'win32')('the folder of compiled code', () => {
  it.each(['000', '002', '022', '077'])('is for its owner alone under umask %s', async (umask) => {
    const { project, caches, folder, modeOf } = createCaches();
    const { code } = await project.shell(`umask ${umask}; XDG_CACHE_HOME='${caches}' keyrack --help`);
    expect([code, modeOf(folder), modeOf(caches)]).toEqual([0, '700', '700']);
    expect(readdirSync(folder, { recursive: true }).length).toBeGreaterThan(1);
  });

  it.each([0o777, 0o775, 0o757, 0o1777])('is not used with mode %i, in which others can write', async (mode) => {
    const { project, caches, folder } = createCaches();
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, mode);
    expect(await project.run(['--help'], { env: { XDG_CACHE_HOME: caches } })).toMatchObject({ code: 0, stderr: '' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is used with mode 755, in which others can only look', async () => {
    const { project, caches, folder } = createCaches();
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o755);
    await project.run(['--help'], { env: { XDG_CACHE_HOME: caches } });
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it('is not used through a link to a folder in which others can write', async () => {
    const { project, caches, folder } = createCaches();
    const open = join(project.home, 'open');
    for (const path of [open, caches]) mkdirSync(path);
    chmodSync(open, 0o777);
    symlinkSync(open, folder);
    await project.run(['--help'], { env: { XDG_CACHE_HOME: caches } });
    expect(readdirSync(open)).toEqual([]);
  });
});

const isRoot = process.getuid?.() === 0;
if (!isRoot) console.warn('skipped: tests with folders of other users, which root alone can make.');

describe.runIf(isRoot)('the folder of compiled code of another user', () => {
  it('is not used', async () => {
    const { project, caches, folder } = createCaches();
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chownSync(folder, 65_534, 65_534);
    await project.run(['--help'], { env: { XDG_CACHE_HOME: caches } });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is not made by root, since the user could not use it', async () => {
    const { project, folder } = createCaches();
    chownSync(project.home, 65_534, 65_534);
    await project.run(['--help'], { env: { XDG_CACHE_HOME: '' } });
    expect([existsSync(folder), existsSync(join(project.home, '.cache'))]).toEqual([false, false]);
  });
});

import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createProject, type TestProject } from './run-keyrack.js';

it('keeps compiled code below the cache folder of the user, for no one else to write', async () => {
  const { project, temporary, cached } = createPlaces();
  await project.run(['--help'], { env: { XDG_CACHE_HOME: join(project.home, 'caches'), TMPDIR: temporary } });
  const found = cached('caches/keyrack');
  expect(found.length).toBeGreaterThan(0);
  for (const file of found) expect(statSync(file).mode & 0o077).toBe(0);
  expect(readdirSync(temporary)).toEqual([]);
});

it.each(['', 'relative/caches'])('takes the usual folder when XDG_CACHE_HOME is "%s"', async (XDG_CACHE_HOME) => {
  const { project, cached } = createPlaces();
  await project.run(['--help'], { env: { XDG_CACHE_HOME } });
  expect(cached('.cache/keyrack').length).toBeGreaterThan(0);
  expect(project.files()).toEqual([]);
});

it('has no cache where there is no home, and none for the version', async () => {
  const { project, temporary, cached } = createPlaces();
  const nowhere = { HOME: '', XDG_CACHE_HOME: '', TMPDIR: temporary };
  expect(await project.run(['--help'], { env: nowhere })).toMatchObject({ code: 0, stderr: '' });
  await project.run(['--version'], { env: { XDG_CACHE_HOME: '', TMPDIR: temporary } });
  expect([...readdirSync(temporary), ...cached('.cache'), ...project.files()]).toEqual([]);
});

it('does without a cache that cannot be written', async () => {
  const { project } = createPlaces();
  project.write('file', '');
  const run = await project.run(['--help'], { env: { XDG_CACHE_HOME: join(project.folder, 'file') } });
  expect(run).toMatchObject({ code: 0, stderr: '' });
});

function createPlaces(): { project: TestProject; temporary: string; cached(below: string): string[] } {
  const project = createProject({});
  const temporary = join(project.home, '..', 'temporary');
  mkdirSync(temporary);
  const cached = (below: string): string[] => {
    const folder = join(project.home, below);
    const entries = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [];
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  };
  return { project, temporary, cached };
}

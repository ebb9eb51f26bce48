import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { atmosProject, createProject, inDev } from './run-keyrack.js';

const bin = fileURLToPath(new URL('../dist/bin.js', import.meta.url));
const [daemon, nobody] = [1, 65_534];
const member = { uid: nobody, gid: daemon };

// Only root can act as another user, who has to be able to read this package.
const isAble =
  process.getuid?.() === 0 && spawnSync(process.execPath, [bin, '--version'], { ...member, timeout: 10_000 }).status === 0;
if (!isAble) console.warn('skipped: tests as another user. They run as root, in a folder that all users can read.');

describe.runIf(isAble)('a vault that a group shares', () => {
  it('is written by a member, who is told that the owner changes', async () => {
    const project = createProject(atmosProject);
    await project.run(['keygen']);
    await project.run(['set', 'API_KEY=first', ...inDev]);
    const vault = join(project.folder, 'secrets/dev.enc.yaml');
    for (const path of [dirname(project.folder), project.folder]) chmodSync(path, 0o755);
    for (const [path, mode] of [
      [dirname(vault), 0o2775],
      [vault, 0o664],
    ] as const) {
      chownSync(path, 0, daemon);
      chmodSync(path, mode);
    }
    const env = {
      PATH: process.env.PATH,
      SOPS_AGE_KEY: readFileSync(join(project.home, '.config/sops/age/keys.txt'), 'utf8').replaceAll(/^#.*\n/gm, ''),
    };
    const { status, stderr } = spawnSync(process.execPath, [bin, 'set', 'API_KEY', '--stdin', ...inDev], {
      ...member,
      cwd: project.folder,
      env,
      input: 'second',
      encoding: 'utf8',
      timeout: 10_000,
    });
    expect(status).toBe(0);
    expect(stderr).toContain(`warning: ${vault} was replaced and has owner ${nobody} instead of 0`);
    expect(statSync(vault)).toMatchObject({ uid: nobody, gid: daemon, mode: 0o100664 });
    expect((await project.run(['get', 'API_KEY', ...inDev, '--reveal'])).stdout).toBe('second\n');
  });
});

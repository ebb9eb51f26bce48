import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { atmosProject, createProject, inDev, type TestProject } from './run-keyrack.js';

const canary = 'cAnArY-exec-42';

async function withValue(value: string): Promise<TestProject> {
  const project = createProject(atmosProject);
  await project.run(['keygen']);
  await project.run(['set', 'DATABASE_URL', '--stdin', ...inDev], { input: 'a-url' });
  await project.run(['set', 'API_KEY', '--stdin', ...inDev], { input: value });
  return project;
}

const exec = (...words: readonly string[]): readonly string[] => ['exec', ...inDev, '--', ...words];

describe('a child that cannot be started', () => {
  // One variable may have 131,072 bytes with its name: https://man7.org/linux/man-pages/man2/execve.2.html
  it.runIf(process.platform === 'linux')('for the size of a value is told by names and sizes, with 126', async () => {
    const project = await withValue(canary.repeat(20_000));
    const { code, stdout, stderr } = await project.run(exec('true'), { env: { ALSO_LARGE: 'x'.repeat(5_000) } });
    expect([code, stdout]).toEqual([126, '']);
    expect(stderr).toContain('error: cannot run true (E2BIG)');
    expect(stderr).toContain('API_KEY (280,000 bytes), ALSO_LARGE (5,000 bytes)');
    expect(stderr).toContain(
      'in a file, as in: (umask 077; keyrack get API_KEY --reveal --raw > FILE), with --stack and --component as here.\n',
    );
    expect(stderr).not.toContain(canary);
    expect(stderr).not.toContain('defect');
  });

  it('for any other reason is told by its code, with 126', async () => {
    const project = await withValue(canary);
    project.write('file', 'no program');
    chmodSync(join(project.folder, 'file'), 0o600);
    expect(await project.run(exec('./file'))).toMatchObject({
      code: 126,
      stderr: expect.stringContaining('cannot run ./file (EACCES)'),
    });
    // Node throws for this one and for what it does not know, instead of telling it by an event.
    const below = await project.run(exec('./file/program'));
    expect(below).toMatchObject({ code: 126, stderr: expect.stringContaining('cannot run ./file/program (ENOTDIR)') });
    const absent = await project.run(exec('./absent'));
    expect(absent).toMatchObject({ code: 127, stderr: expect.stringContaining('command not found: ./absent') });
  });

  it('because its name is empty is a mistake on the command line, found before a secret is read', async () => {
    const project = createProject(atmosProject);
    const result = await project.run(exec('', 'word'));
    expect(result).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('error: the command behind -- is empty.'),
    });
  });
});

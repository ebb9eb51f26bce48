import { describe, expect, it } from 'vitest';
import { atmosProject, createProject } from './run-keyrack.js';

describe('flags before the command', () => {
  it.each([
    [['--chdir', 'sub', 'list', '-s', 'dev']],
    [['--chdir=sub', 'list', '-s', 'dev']],
    [['--chdir', 'sub', 'secret', 'list', '-s', 'dev']],
    [['secret', '--chdir', 'sub', 'list', '-s', 'dev']],
    [['--config', 'sub/atmos.yaml', '--base-path', 'sub', 'list', '-s', 'dev']],
    [['--config-path', 'sub', '--base-path', 'sub', '--mask=false', '--no-interactive', 'list', '-s', 'dev']],
    [['-s', 'dev', '--chdir', 'sub', 'list']],
    [['--stack', 'dev', '-c', 'api', '--type', 'terraform', '--chdir', 'sub', 'ls']],
  ])('%j works', async (args) => {
    const project = createProject(Object.fromEntries(Object.entries(atmosProject).map(([path, text]) => [`sub/${path}`, text])));
    const { code, stdout, stderr } = await project.run(args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('dev\tapi\tAPI_KEY\tinstance\tsops:vault\tmissing\n');
  });

  it('work for describe, which has a word of its own', async () => {
    const project = createProject(atmosProject);
    await project.run(['keygen']);
    const args = ['--no-mask', 'describe', 'component', 'api', '-s', 'dev'];
    expect((await project.run(args)).stderr).toContain('API_KEY');
    expect((await project.run(['-s', 'dev', 'describe', 'component', 'api'])).stdout).toContain('<MASKED>');
  });

  it('are refused by a command that does not have them', async () => {
    expect(await createProject(atmosProject).run(['-s', 'dev', 'keygen'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("unknown option '-s'"),
    });
  });

  it('without a command are answered with help', async () => {
    const { code, stdout, stderr } = await createProject({}).run(['--chdir', '.']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Usage: keyrack/);
  });
});

describe('switches', () => {
  it.each([
    ['list', '--verify=true'],
    ['list', '--verify=false'],
    ['list', '--verbose=false'],
    ['list', '--mask=true'],
    ['list', '--interactive=false'],
    ['list', '--reveal=false'],
    ['list', '--dry-run=false'],
    ['init', '--dry-run=true'],
    ['keygen', '--force=false'],
  ])('%s %s are spelled as Atmos scripts do', async (command, flag) => {
    const project = createProject(atmosProject);
    const { code, stderr } = await project.run([command, ...(command === 'keygen' ? [] : ['-s', 'dev']), flag]);
    expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.not.stringContaining('option') });
  });
});

describe('list --format table', () => {
  it('has a header in a pipe when it is asked for, and is TSV without one when nothing is', async () => {
    const project = createProject(atmosProject);
    expect((await project.run(['list', '-s', 'dev', '--format', 'table'])).stdout).toBe(
      [
        'STACK  COMPONENT  SECRET        SCOPE     PROVIDER    STATUS',
        'dev    api        API_KEY       instance  sops:vault  missing',
        'dev    *          DATABASE_URL  stack     sops:vault  missing',
        'dev    api        OPTIONAL      instance  sops:vault  missing\n',
      ].join('\n'),
    );
    expect((await project.run(['list', '-s', 'dev'])).stdout).toMatch(/^dev\tapi\tAPI_KEY\tinstance\tsops:vault\tmissing\n/);
  });
});

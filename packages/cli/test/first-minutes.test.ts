import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import { describe, expect, it } from 'vitest';
import { atmosProject, createProject, type TestProject } from './run-keyrack.js';

const bin = fileURLToPath(new URL('../dist/bin.js', import.meta.url));
const keysFile = (project: TestProject): string => join(project.home, '.config/sops/age/keys.txt');
const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

/** The shell commands under a heading of the README of this repository. */
function readmeCommands(heading: string): string {
  const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
  const [, section = ''] = readme.split(`\n## ${heading}\n`);
  const [, commands = ''] = /^```sh\n([\s\S]*?)^```/m.exec(section.split('\n## ')[0] ?? '') ?? [];
  return commands;
}

/** Runs a script in a shell at a terminal, where `keyrack` is the built command; `typed` is typed when `waitFor` has appeared. */
function shellAtTerminal(project: TestProject, script: string, waitFor: string, typed: string) {
  const programs = join(project.home, 'bin');
  mkdirSync(programs);
  writeFileSync(join(programs, 'keyrack'), `#!/bin/sh\nexec "${process.execPath}" "${bin}" "$@"\n`);
  chmodSync(join(programs, 'keyrack'), 0o755);
  const env = { PATH: `${programs}:${process.env.PATH}`, HOME: project.home, TERM: 'xterm' };
  const terminal = spawn('sh', ['-e', '-c', script], { cwd: project.folder, cols: 200, rows: 50, env });
  let shown = '';
  let asked = false;
  terminal.onData((text) => {
    shown += text;
    if (asked || !shown.includes(waitFor)) return;
    asked = true;
    // The question is drawn before its listener is there.
    setTimeout(() => terminal.write(typed), 100);
  });
  return new Promise<{ code: number; shown: string }>((resolve) => {
    terminal.onExit(({ exitCode }) => resolve({ code: exitCode, shown }));
  });
}

describe('an empty folder', () => {
  it('leads to a stored and used secret by the three commands of the README', async () => {
    const project = createProject({});
    const commands = readmeCommands('From nothing to a used secret');
    expect(commands.match(/^keyrack \w+/gm)).toEqual(['keyrack init', 'keyrack set', 'keyrack exec']);
    const { code, shown } = await shellAtTerminal(project, commands, 'Enter secret value for', 'hunter2-hunter2\r');
    expect({ code, shown }).toEqual({ code: 0, shown: expect.stringMatching(/hunter2-hunter2\r\n$/) });
    // Printed by the last command, and not shown where it was typed.
    expect(shown.split('hunter2-hunter2')).toHaveLength(2);
    expect(project.files()).toEqual(['.sops.yaml', 'keyrack.yaml', 'secrets/global.enc.yaml']);
    expect(project.read('secrets/global.enc.yaml')).toMatch(/^DB_PASSWORD: ENC\[AES256_GCM,/);
  });

  it('gets a keyrack.yaml and a key outside of it, and init ends with the next command', async () => {
    const project = createProject({});
    expect(await project.run(['init'])).toEqual({
      code: 0,
      stdout: '',
      stderr: `Made ${project.folder}/keyrack.yaml, which declares DB_PASSWORD. Its value will be in secrets/global.enc.yaml, encrypted.
  private key: ${keysFile(project)} (new; it alone opens the values, so keep a copy)
  public key: ${project.folder}/.sops.yaml (safe to commit, like keyrack.yaml)
Next: keyrack set DB_PASSWORD
`,
    });
    expect(project.files()).toEqual(['.sops.yaml', 'keyrack.yaml']);
    expect(project.files().map((path) => project.read(path))).not.toContainEqual(expect.stringContaining('AGE-SECRET-KEY'));
    expect(readFileSync(keysFile(project), 'utf8')).toMatch(/^# public key: age1\w+\nAGE-SECRET-KEY-1\w+\n$/);
    expect([modeOf(keysFile(project)), modeOf(join(keysFile(project), '..'))]).toEqual(['600', '700']);

    expect((await project.run(['list'])).stdout).toBe('*\t*\tDB_PASSWORD\tglobal\tsops:sops/age\tmissing\n');
    expect(await project.run(['set', 'DB_PASSWORD', '--stdin'], { input: 'value-1234' })).toMatchObject({ code: 0 });
    expect(await project.run(['validate'])).toMatchObject({ code: 0 });
    expect((await project.run(['exec', '--', 'printenv', 'DB_PASSWORD'])).stdout).toBe('value-1234\n');
  });

  it('may hold files already: none is overwritten, and a key that is there is used', async () => {
    const rules = '# ours\ncreation_rules:\n  - path_regex: other/.*\n    age: age1other\n';
    const project = createProject({ '.sops.yaml': rules, 'app.js': 'run();\n' });
    const key = `# public key: age1c3krarevcwd5fmqf5kh5px7k4dgnl56zfdqduusgwxuhj7m9t94quuxmep\n`;
    const made = createProject({});
    await made.run(['init']);
    const identity = readFileSync(keysFile(made), 'utf8');
    mkdirSync(join(keysFile(project), '..'), { recursive: true });
    writeFileSync(keysFile(project), identity + key.replace(/.*/, '# mine'));
    const { code, stderr } = await project.run(['init']);
    expect({ code, stderr }).toMatchObject({
      code: 0,
      stderr: expect.stringContaining(`private key: ${keysFile(project)} (was there`),
    });
    expect(readFileSync(keysFile(project), 'utf8')).toBe(`${identity}# mine\n`);
    const [recipient] = /age1\w+/.exec(identity) ?? [];
    expect(project.read('.sops.yaml')).toBe(`${rules}  - path_regex: secrets/.*\\.enc\\.yaml$\n    age: ${recipient}\n`);
    expect(project.read('app.js')).toBe('run();\n');
  });

  it('stays empty in a dry run, and the result is data when that is asked for', async () => {
    const project = createProject({});
    expect(await project.run(['init', '--dry-run'])).toEqual({
      code: 0,
      stdout: '',
      stderr: `Dry run: would make ${project.folder}/keyrack.yaml, and an age key unless there is one\n`,
    });
    expect(project.files()).toEqual([]);
    const { stdout } = await project.run(['init', '--format', 'json']);
    expect(JSON.parse(stdout)).toEqual({
      action: 'init',
      created: `${project.folder}/keyrack.yaml`,
      recipient: expect.stringMatching(/^age1\w+$/),
      identityFile: keysFile(project),
      recipientsFile: `${project.folder}/.sops.yaml`,
      generated: true,
    });
  });

  it('below a git root becomes a project of its own', async () => {
    const project = createProject({ '.git/HEAD': '', 'services/api/app.js': '' });
    const { code, stderr } = await project.run(['init', '--chdir', 'services/api']);
    expect({ code, stderr }).toMatchObject({
      code: 0,
      stderr: expect.stringContaining(`${project.folder}/services/api/keyrack.yaml`),
    });
    expect(project.files()).toEqual(['.git/HEAD', 'services/api/.sops.yaml', 'services/api/app.js', 'services/api/keyrack.yaml']);
  });

  it('is none that belongs to the whole user or machine', async () => {
    const project = createProject({});
    expect(await project.run(['init'], { cwd: project.home })).toEqual({
      code: 1,
      stdout: '',
      stderr: `error: ${project.home} is your home folder, and a project there would hold for everything below it. Make a folder for the project, and run keyrack init in it.\n`,
    });
    expect(await project.run(['init'], { cwd: '/' })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('/ is the root of the file system'),
    });
    expect(() => statSync(keysFile(project))).toThrow('ENOENT');
  });

  it('counts as one when only the user has a configuration', async () => {
    const project = createProject({});
    mkdirSync(join(project.home, '.keyrack'));
    writeFileSync(join(project.home, '.keyrack/keyrack.yaml'), 'settings: {}\n');
    expect(await project.run(['init'])).toMatchObject({ code: 0, stderr: expect.stringContaining('Made ') });
  });

  it.each([['-s', 'prod'], ['-c', 'api'], ['api'], ['--input', 'values.env']])(
    'gets no project by init %s %s',
    async (...words) => {
      const project = createProject({ 'values.env': 'A=1\n' });
      const { code, stderr } = await project.run(['init', ...words], { input: 'A=1\n' });
      expect({ code, stderr }).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('Start a project here with `keyrack init`'),
      });
      expect(project.files()).toEqual(['values.env']);
    },
  );

  it('gets one although a variable names a stack', async () => {
    const project = createProject({});
    expect(await project.run(['init'], { env: { ATMOS_STACK: 'prod' } })).toMatchObject({ code: 0 });
  });
});

describe('a folder with configuration', () => {
  it.each([
    ['a project of stacks', atmosProject],
    ['stacks alone', { 'stacks/dev.yaml': 'components: {}\n' }],
  ])('is not started anew: %s', async (_, files) => {
    const project = createProject(files);
    const before = project.files();
    expect(await project.run(['init'])).toMatchObject({ code: 1, stderr: expect.not.stringContaining('Made') });
    expect(project.files()).toEqual(before);
  });
});

describe('a folder without configuration', () => {
  it.each([
    ['list'],
    ['get', 'A'],
    ['set', 'A', '--stdin'],
    ['delete', 'A', '--force'],
    ['validate'],
    ['exec', '--', 'env'],
    ['keygen'],
  ])('is answered with the next command: %s', async (...words) => {
    const project = createProject({});
    const { code, stdout, stderr } = await project.run(words, { input: 'x' });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(
      /^error: no configuration found\. .*Start a project here with `keyrack init`, or name a file with --config\. \[INVALID_CONFIG\]\n$/,
    );
  });

  it('is where help begins', async () => {
    const { stdout } = await createProject({}).run(['--help']);
    expect(stdout).toMatch(/\nStart with: keyrack init {4}Learn more: keyrack <command> --help\n$/);
  });
});

describe('default_backend: sops/age alone', () => {
  const files = { 'keyrack.yaml': 'secrets: { default_backend: sops/age, vars: { TOKEN: { required: true } } }\n' };

  it('works, with files of its own below secrets/', async () => {
    const project = createProject(files);
    expect(await project.run(['set', 'TOKEN', '--stdin'], { input: 'value-1234' })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('`keyrack keygen`'),
    });
    expect(await project.run(['keygen'])).toMatchObject({ code: 0, stderr: expect.stringContaining('Vault sops/age') });
    expect(await project.run(['set', 'TOKEN', '--stdin'], { input: 'value-1234' })).toMatchObject({ code: 0 });
    expect(project.files()).toEqual(['.sops.yaml', 'keyrack.yaml', 'secrets/global.enc.yaml']);
    expect((await project.run(['get', 'TOKEN', '--reveal'])).stdout).toBe('value-1234\n');
  });
});

describe('a name that a project without stacks does not declare', () => {
  it.each([
    ['set', 'STRIPE_KEY', '--stdin'],
    ['get', 'STRIPE_KEY'],
    ['delete', 'STRIPE_KEY', '--force'],
  ])('is refused with the lines that declare it: %s', async (...words) => {
    const project = createProject({});
    await project.run(['init']);
    const { code, stderr } = await project.run(words, { input: 'value-1234' });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `error: secret is not declared "STRIPE_KEY" [INVALID_ARGUMENT]
  Declare it in keyrack.yaml:
    secrets:
      vars:
        STRIPE_KEY: { required: true }
`,
    });
  });

  it('is known after that', async () => {
    const project = createProject({});
    await project.run(['init']);
    project.write(
      'keyrack.yaml',
      project.read('keyrack.yaml').replace('  vars:\n', '  vars:\n    STRIPE_KEY: { required: true }\n'),
    );
    expect(await project.run(['set', 'STRIPE_KEY', '--stdin'], { input: 'value-1234' })).toMatchObject({ code: 0 });
    expect((await project.run(['get', 'STRIPE_KEY', '--reveal'])).stdout).toBe('value-1234\n');
  });
});

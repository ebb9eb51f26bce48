import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import { describe, expect, it } from 'vitest';
import { atmosProject, createProject, type TestProject } from './run-keyrack.js';

const bin = fileURLToPath(new URL('../dist/bin.js', import.meta.url));
const canary = 'cAnArY-help-42';
const at = ['-s', 'dev', '-c', 'api'];

/** Each command with words that make it work, and whether it has values to mask and questions to ask. */
const commands = [
  { name: 'init', words: ['-s', 'dev', '--dry-run'], masks: false, asks: true },
  { name: 'set', words: ['API_KEY=new', ...at], masks: false, asks: true },
  { name: 'get', words: ['API_KEY', ...at], masks: true, asks: true },
  { name: 'delete', words: ['API_KEY', '--force', ...at], masks: false, asks: true },
  { name: 'list', words: at, masks: true, asks: true },
  { name: 'validate', words: ['-s', 'dev'], masks: false, asks: true },
  { name: 'exec', words: [...at, '--', 'sh', '-c', 'echo "$API_KEY"'], masks: false, asks: true },
  { name: 'keygen', words: ['--format', 'json'], masks: false, asks: false },
  { name: 'move', words: ['-s', 'dev', '--from-file', 'old.enc.yaml'], masks: false, asks: true },
  { name: 'describe component', words: ['api', '-s', 'dev'], masks: true, asks: true },
] as const;

const always = ['--base-path', '--chdir', '--config', '--config-path'];
const masking = ['--mask', '--reveal'];
const asking = ['--no-interactive'];
const everywhere = [...always, ...masking, ...asking];

function line(name: string, ...words: readonly string[]): string[] {
  return [...name.split(' '), ...words];
}

async function initialised(): Promise<TestProject> {
  const project = createProject({
    ...atmosProject,
    'atmos.yaml': `${atmosProject['atmos.yaml']}settings: { terminal: { mask: { literals: ["Main database"] } } }\n`,
  });
  await project.run(['keygen']);
  const input = `API_KEY=${canary}\nDATABASE_URL={"host":"db"}\nOPTIONAL=present\n`;
  await project.run(['init', '-s', 'dev', '--input', '-'], { input });
  return project;
}

describe('the help', () => {
  it('names every command that is looked at here, and no other', async () => {
    const { stdout } = await createProject({}).run(['--help']);
    const [, list = ''] = stdout.split('Commands:\n');
    const named = [...list.matchAll(/^ {2}([a-z]+)/gm)].map(([, name]) => name);
    const groups = ['secret', 'describe', 'help'];
    expect(named.filter((name) => name !== undefined && !groups.includes(name))).toEqual(
      commands.map(({ name }) => name).filter((name) => !name.startsWith('describe ')),
    );
  });
});

describe('the help of a command', () => {
  it.each(commands)('$name shows the common flags that it honours, and no other', async ({ name, masks, asks }) => {
    const { stdout } = await createProject({}).run(line(name, '--help'));
    const shown = [...stdout.matchAll(/^ +(?:-\w, )?(--[a-z-]+)/gm)].map(([, flag = '']) => flag);
    const common = shown.filter((flag) => everywhere.includes(flag)).toSorted();
    expect(common).toEqual([...always, ...(masks ? masking : []), ...(asks ? asking : [])].toSorted());
    expect(new Set(shown).size).toBe(shown.length);
    expect(stdout).not.toMatch(/--no-mask|--logs-level/);
  });
});

describe('a flag about the project', () => {
  it.each(commands)('is honoured by $name', async ({ name, words }) => {
    const project = await initialised();
    const fails = async (...flag: readonly string[]): Promise<string> => {
      const { code, stderr } = await project.run(line(name, ...flag, ...words));
      expect([flag, code]).not.toEqual([flag, 0]);
      return stderr;
    };
    expect(await fails('--config', 'absent.yaml')).toContain('absent.yaml');
    expect(await fails('--config-path', 'absent-folder')).toContain('absent-folder');
    const elsewhere = join(project.folder, '..', 'elsewhere');
    mkdirSync(elsewhere);
    const there = await project.run(line(name, '--chdir', '../project', ...words), { cwd: elsewhere });
    expect(there).toMatchObject({ code: 0 });
    // Where the stacks are, and the keys of a vault.
    const moved = await project.run(line(name, '--base-path', elsewhere, ...words));
    expect([moved.code, moved.stdout, moved.stderr]).not.toEqual([there.code, there.stdout, there.stderr]);
  });
});

describe('a flag about masking', () => {
  const secretOf = { get: canary, 'describe component': canary, list: 'Main database' } as const;

  it.each(Object.entries(secretOf))('is honoured by %s', async (name, text) => {
    const project = await initialised();
    const words = [...(commands.find((command) => command.name === name)?.words ?? []), ...(name === 'list' ? ['-v'] : [])];
    const outputOf = async (...flags: readonly string[]) => (await project.run(line(name, ...flags, ...words))).stdout;
    for (const flags of [['--reveal'], ['--mask=false'], ['--no-mask']])
      expect([flags, await outputOf(...flags)]).toEqual([flags, expect.stringContaining(text)]);
    for (const flags of [[], ['--mask'], ['--mask=true']]) {
      const output = await outputOf(...flags);
      expect(output).toContain('<MASKED>');
      expect(output).not.toContain(text);
    }
  });

  it.each(commands.filter(({ masks }) => !masks))(
    'is taken from scripts, and changes nothing, with $name',
    async ({ name, words }) => {
      const project = await initialised();
      for (const flag of ['--mask', '--no-mask', '--mask=false', '--logs-level=debug']) {
        const { code, stdout } = await project.run(line(name, flag, ...words));
        expect([flag, code]).toEqual([flag, 0]);
        if (name === 'exec') expect(stdout).toBe(`${canary}\n`);
      }
      // No script of Atmos has this one.
      expect(await project.run(line(name, '--reveal', ...words))).toMatchObject({
        code: 2,
        stderr: expect.stringContaining("unknown option '--reveal'"),
      });
    },
  );
});

describe('--no-interactive', () => {
  const questions = {
    init: [],
    set: ['API_KEY'],
    get: ['API_KEY'],
    delete: ['API_KEY', '-s', 'dev', '-c', 'api'],
    list: ['api', '-s', 'dev'],
    validate: [],
    exec: ['--', 'true'],
    move: ['api', '--from-file', 'old.enc.yaml'],
    'describe component': ['api'],
  } as const;

  // Two of each: stacks, components and types of a component.
  const stack = (stage: string): string => `vars: { stage: ${stage} }
components:
  terraform: { api: { secrets: { vars: { API_KEY: { sops: vault } } } }, web: { secrets: { vars: { API_KEY: { sops: vault } } } } }
  mine: { api: { secrets: { vars: { OWN: { sops: vault } } } } }
`;

  it.each(Object.entries(questions))('keeps %s from asking at a terminal', async (name, words) => {
    const stacks = { 'stacks/deploy/dev.yaml': stack('dev'), 'stacks/deploy/prod.yaml': stack('prod') };
    const project = createProject({ ...atmosProject, ...stacks });
    await project.run(['keygen']);
    expect((await project.run(['set', 'API_KEY=x', ...at, '--type', 'terraform'])).code).toBe(0);
    expect((await atTerminal(project, line(name, ...words))).shown).toContain('\u25c6');
    const silent = await atTerminal(project, line(name, '--no-interactive', ...words));
    expect(silent).toMatchObject({ code: expect.not.stringMatching('0'), shown: expect.stringContaining('error: ') });
    expect(silent.shown).not.toContain('\u25c6');
  });

  it('is taken by keygen, which never asks', async () => {
    expect((await createProject(atmosProject).run(['keygen', '--no-interactive'])).code).toBe(0);
  });
});

/** Runs a command at a terminal, where a question is answered with Ctrl-C. */
function atTerminal(project: TestProject, args: readonly string[]): Promise<{ code: string; shown: string }> {
  const env = { PATH: process.env.PATH ?? '', HOME: project.home, TERM: 'xterm' };
  const terminal = spawn(process.execPath, [bin, ...args], { cwd: project.folder, cols: 120, rows: 40, env });
  let shown = '';
  let answered = false;
  terminal.onData((data) => {
    shown += data;
    if (answered || !shown.includes('\u25c6')) return;
    answered = true;
    setTimeout(() => terminal.write('\u0003'), 100);
  });
  return new Promise((resolve) => terminal.onExit(({ exitCode }) => resolve({ code: String(exitCode), shown })));
}

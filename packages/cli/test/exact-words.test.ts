import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { atmosProject, createProject, inDev, type TestProject } from './run-keyrack.js';

let project: TestProject;

beforeEach(async () => {
  project = createProject(atmosProject);
  await project.run(['keygen']);
});

async function set(...words: readonly string[]): Promise<void> {
  expect(await project.run(['set', ...words, ...inDev])).toMatchObject({ code: 0 });
}

const stored = async (): Promise<string> => (await project.run(['get', 'API_KEY', ...inDev, '--reveal', '--raw'])).stdout;

describe('set', () => {
  it('with --if-absent says which flag stands in the way', async () => {
    await set('API_KEY=kept');
    const result = await project.run(['set', 'API_KEY', '--stdin', '--if-absent', ...inDev], { input: 'new' });
    expect(result).toEqual({
      code: 1,
      stdout: '',
      stderr: 'error: API_KEY has a value already. Leave --if-absent out to overwrite it. [CONFLICT]\n',
    });
    expect(await stored()).toBe('kept');
  });

  it('says that a value beside --stdin is not taken', async () => {
    const { code, stderr } = await project.run(['set', 'API_KEY=inline', '--stdin', ...inDev], { input: 'piped' });
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr:
        'warning: the value behind NAME= is not taken, because --stdin goes before it. Leave one of them out.\nSet secret API_KEY for component api in stack dev\n',
    });
    expect(await stored()).toBe('piped');
  });

  it.each([
    ['a mark of byte order alone', '\ufeff'],
    ['one and a line end', '\ufeff\r\n'],
  ])('takes %s for empty', async (_, input) => {
    await set('API_KEY=kept');
    const result = await project.run(['set', 'API_KEY', '--stdin', ...inDev], { input });
    expect(result).toMatchObject({ code: 1, stderr: expect.stringContaining('the value in standard input is empty;') });
    expect(await stored()).toBe('kept');
    expect(await project.run(['set', 'API_KEY', '--stdin', '--allow-empty', ...inDev], { input })).toMatchObject({ code: 0 });
    expect(await stored()).toBe('');
  });

  it('keeps a mark of byte order before a value', async () => {
    await project.run(['set', 'API_KEY', '--stdin', ...inDev], { input: '\ufeffvalue' });
    expect(await stored()).toBe('\ufeffvalue');
  });

  it('says in its help what is overwritten without a question', async () => {
    const help = (await project.run(['set', '--help'])).stdout.replaceAll(/\s+/g, ' ');
    expect(help).toContain('overwrite without asking; only the prompt for a value asks');
  });
});

describe('init --input', () => {
  it('does not call a line a name', async () => {
    project.write('in.env', "API_KEY=one\nNOT_OURS=1\nX='broken\nSTRAY=two\n");
    const { stderr } = await project.run(['init', '-s', 'dev', '--input', 'in.env']);
    expect(stderr).toContain('warning: the input holds names that are not declared here: NOT_OURS; they are skipped\n');
    expect(stderr).toContain('warning: the input holds lines that are not declared here: line 4; they are skipped\n');
    const strict = await project.run(['init', '-s', 'dev', '--input', 'in.env', '--mode', 'strict']);
    expect(strict).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(
        'error: the input holds names and lines that are not declared here: NOT_OURS, line 4. Declare them, or leave them out.\n',
      ),
    });
  });
});

describe('exec', () => {
  it.each(['./a-script', 'a-script'])('says that the interpreter of %s is missing, with 126', async (program) => {
    await set('API_KEY=a-value');
    await project.run(['set', 'DATABASE_URL=a-value', ...inDev]);
    project.write('a-script', '#!/no/such/interpreter\n');
    chmodSync(join(project.folder, 'a-script'), 0o755);
    const env = { PATH: `${process.env.PATH}:${project.folder}` };
    expect(await project.run(['exec', ...inDev, '--', program], { env })).toMatchObject({
      code: 126,
      stdout: '',
      stderr: expect.stringContaining(
        `error: cannot run ${program}: it is there, and the interpreter that it names is not. Look at its first line.\n`,
      ),
    });
    expect(await project.run(['exec', ...inDev, '--', `${program}-2`], { env })).toMatchObject({ code: 127 });
  });
});

describe('move', () => {
  it('says where it found nothing', async () => {
    const { code, stderr } = await project.run(['move', '-s', 'dev', '--from-file', 'no/such.enc.yaml']);
    expect(code).toBe(0);
    expect(stderr).toContain('warning: no value was found in no/such.enc.yaml. Look at --from-file if there should be one.\n');
  });
});

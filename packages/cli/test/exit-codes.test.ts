import { describe, expect, it } from 'vitest';
import { atTerminal } from './at-terminal.js';
import { atmosProject, createProject, inDev, type TestProject } from './run-keyrack.js';

async function withValue(): Promise<TestProject> {
  const project = createProject(atmosProject);
  await project.run(['keygen']);
  await project.run(['set', 'API_KEY', '--stdin', ...inDev], { input: 'old-value' });
  return project;
}

const ctrlC = '\u0003';

describe('exit code 2', () => {
  it.each([
    [['get', 'A', '--bogus']],
    [['--bogus', 'get', 'A']],
    [['frobnicate']],
    [['secret', 'frobnicate']],
    [['describe', 'frobnicate']],
    [['get']],
    [['get', 'A', 'B']],
    [['set']],
    [['set', 'API_KEY', 'word', ...inDev]],
    [['delete']],
    [['delete', 'A', '--all']],
    [['get', 'A', '--format', 'xml']],
    [['get', 'A', '--stack']],
    [['get', 'API_KEY', '--raw', '--format', 'json', ...inDev]],
    [['init', '--mode', 'odd']],
    [['init', 'api', '-c', 'web', '-s', 'dev']],
    [['exec', '-s', 'dev', '-c', 'api']],
    [['move', '-s', 'dev']],
  ])('is the answer to %j, which no project could make right', async (args) => {
    const { code, stdout, stderr } = await createProject(atmosProject).run(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^error: /);
  });

  it('is the answer to a format that comes from the environment, too', async () => {
    const env = { ATMOS_SECRET_LIST_FORMAT: 'xml' };
    expect(await createProject(atmosProject).run(['list'], { env })).toEqual({
      code: 2,
      stdout: '',
      stderr: 'error: ATMOS_SECRET_LIST_FORMAT is "xml". Choices: table, json, yaml, csv, tsv.\n',
    });
  });
});

describe('exit code 1', () => {
  it.each([
    [['get', 'API_KEY'], 'required flag not provided: --stack'],
    [['get', 'API_KEY', '-s', 'dev'], 'required flag not provided: --component'],
    [['delete', 'API_KEY', ...inDev], 'Add --force.'],
    [['set', 'API_KEY', ...inDev], 'no value was given'],
    [['get', 'NO', ...inDev], 'secret is not declared "NO"'],
  ])('is the answer to %j', async (args, message) => {
    expect(await createProject(atmosProject).run(args)).toMatchObject({ code: 1, stderr: expect.stringContaining(message) });
  });
});

describe('exit code 130', () => {
  it.each([
    [['set', 'API_KEY'], 'Stack'],
    [['set', 'API_KEY', ...inDev], 'Overwrite it?'],
    [['set', 'OPTIONAL', ...inDev], 'Enter secret value'],
    [['delete', 'API_KEY', ...inDev], 'Delete the value'],
    [['delete', '--all', ...inDev], 'Delete the values'],
  ])('is the answer to Ctrl-C in %j at %s', async (args, question) => {
    const project = await withValue();
    // With a second stack there is something to pick.
    const prod =
      'vars: { stage: prod }\ncomponents: { terraform: { api: { secrets: { vars: { API_KEY: { sops: vault } } } } } }\n';
    project.write('stacks/deploy/prod.yaml', prod);
    const result = await atTerminal(project, args, [[question, ctrlC]]);
    expect(result).toMatchObject({ code: 130, turns: 1, shown: expect.stringContaining('cancelled') });
    expect((await project.run(['get', 'API_KEY', ...inDev, '--reveal'])).stdout).toBe('old-value\n');
  });
});

describe('"no" at a question', () => {
  it.each([
    [['set', 'API_KEY'], 'Overwrite it?', { action: 'set', secret: 'API_KEY', written: false }],
    [['delete', 'API_KEY'], 'Delete the value', { action: 'delete', secret: 'API_KEY', deleted: false }],
    [['delete', '--all'], 'Delete the values', { action: 'delete', results: [] }],
  ])('ends %j with a warning and 0, in JSON, too', async (args, question, result) => {
    const project = await withValue();
    const answered = await atTerminal(project, [...args, ...inDev, '--format', 'json'], [[question, 'n']], {
      stdout: 'out.json',
    });
    expect(answered).toMatchObject({ code: 0, turns: 1, shown: expect.stringContaining('Aborted') });
    expect(JSON.parse(project.read('out.json'))).toMatchObject({ ...result, aborted: true });
    expect((await project.run(['get', 'API_KEY', ...inDev, '--reveal'])).stdout).toBe('old-value\n');
  });
});

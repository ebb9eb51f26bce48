import { describe, expect, it } from 'vitest';
import { atmosProject, createProject } from './run-keyrack.js';

const none =
  'error: the project has no stacks, and this is about one. Declare secrets under secrets.vars of the main configuration file and go by their names, or add a manifest to the folder of stacks.\n';

describe('a project without stacks', () => {
  it.each([
    ['delete', '--all', '--force'],
    ['describe', 'component', 'x'],
  ])('says so to %s %s %s', async (...args) => {
    const project = createProject({});
    await project.run(['init']);
    expect(await project.run(args)).toEqual({ code: 1, stdout: '', stderr: none });
  });

  it.each(['', '{}\n', '# nothing\n'])('and without declarations says so to init and exec (%j)', async (text) => {
    const project = createProject({ 'keyrack.yaml': text });
    for (const args of [['init'], ['exec', '--', 'true']])
      expect(await project.run(args)).toEqual({ code: 1, stdout: '', stderr: none });
  });

  it('and without a configuration file is told which one to write', async () => {
    const project = createProject({ 'stacks/dev.yaml': 'components: { terraform: { api: {} } }\n' });
    const { code, stderr } = await project.run(['init']);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/^error: there is no keyrack\.yaml and no atmos\.yaml here\. .* Write keyrack\.yaml/),
    });
  });
});

it('a stack that is not there is told before the component that is missing', async () => {
  const project = createProject(atmosProject);
  for (const args of [
    ['exec', '-s', 'nope', '--', 'true'],
    ['delete', '--all', '--force', '-s', 'nope'],
    ['describe', 'component', 'api', '-s', 'nope'],
  ]) {
    const { code, stderr } = await project.run(args);
    expect({ args, code, stderr }).toEqual({
      args,
      code: 1,
      stderr: 'error: there is no stack "nope". There are dev, prod. [INVALID_ARGUMENT]\n',
    });
  }
  expect((await project.run(['exec', '-s', 'dev', '--', 'true'])).stderr).toContain('--component is required');
  expect((await project.run(['exec', '--', 'true'])).stderr).toContain('--stack is required');
});

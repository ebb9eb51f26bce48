import { expect, it } from 'vitest';
import { atmosProject, createProject, inDev, type TestProject } from './run-keyrack.js';

const flags = '{"beta":true,"list":[10,20],"id":12345678901234567890,"version":1.10}';

async function projectWithFlags(): Promise<TestProject> {
  const project = createProject({
    ...atmosProject,
    'stacks/deploy/dev.yaml': `vars: {stage: dev, ratio: 1.10, share: 0.12345678901234567890}
components:
  terraform:
    api:
      secrets: {vars: {FLAGS: {sops: vault}}}
      vars:
        all: !secret FLAGS | path ". | ."
        id: !secret FLAGS | path ".id"
`,
  });
  await project.run(['keygen']);
  expect((await project.run(['set', 'FLAGS', '--stdin', ...inDev], { input: flags })).code).toBe(0);
  return project;
}

it('a part that is not there is no invitation to create the secret', async () => {
  const project = await projectWithFlags();
  const missing = await project.run(['get', 'FLAGS', '--path', '.zz', ...inDev, '--reveal']);
  expect(missing).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining('has a value, but the path leads to nothing'),
  });
  expect(missing.stderr).not.toMatch(/set|initialized/);
});

it.each([
  ['.list.1', '20\n'],
  ['.id', '12345678901234567890\n'],
  ['.version', '1.10\n'],
  ['.no // "d"', 'd\n'],
])('a path means what it means in yq: %s', async (path, stdout) => {
  const project = await projectWithFlags();
  expect(await project.run(['get', 'FLAGS', '--path', path, ...inDev, '--reveal'])).toMatchObject({ code: 0, stdout });
});

it.each(['.beta "y"', '// "x"', '..', '.list keys', '.id |', '.id"5"'])(
  'what is no path is refused with its place: %s',
  async (path) => {
    const project = await projectWithFlags();
    expect(await project.run(['get', 'FLAGS', '--path', path, ...inDev, '--reveal'])).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/character \d+ on/),
    });
  },
);

it('describe keeps the digits of numbers, in YAML and JSON', async () => {
  const project = await projectWithFlags();
  const describe = ['describe', 'component', 'api', '-s', 'dev', '--mask=false'];
  const yaml = await project.run(describe);
  expect(yaml).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('    id: 12345678901234567890\n    version: 1.10\n  id: 12345678901234567890\n'),
  });
  expect(yaml.stdout).toContain('  ratio: 1.10\n  share: 0.12345678901234567890\n');
  const json = await project.run([...describe, '--format', 'json']);
  expect(json.stdout).toContain('"id": 12345678901234567890,\n      "version": 1.10\n');
  expect(json.stdout).toContain('"ratio": 1.10,\n');
});

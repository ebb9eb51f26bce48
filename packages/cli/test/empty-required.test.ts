import { beforeEach, describe, expect, it } from 'vitest';
import { atmosProject, createProject, inDev, type TestProject } from './run-keyrack.js';

let project: TestProject;

beforeEach(async () => {
  project = createProject(atmosProject);
  await project.run(['keygen']);
  await project.run(['init', '-s', 'dev'], { input: 'API_KEY=\nOPTIONAL=\nDATABASE_URL=value-1\n' });
});

describe('a required secret whose value is empty', () => {
  const warning = 'warning: Required secret API_KEY (sops:vault) has an empty value\n';

  it('is told apart from a missing one, and fails nothing', async () => {
    expect(await project.run(['validate', ...inDev])).toEqual({
      code: 0,
      stdout: '',
      stderr: `${warning}All required secrets are initialized for component api in stack dev\n`,
    });
    const { code, stdout } = await project.run(['validate', '-s', 'dev', '--format', 'json']);
    expect({ code, ...JSON.parse(stdout) }).toMatchObject({
      code: 0,
      valid: true,
      missing: [],
      empty: [{ secret: 'API_KEY', provider: 'sops:vault', stack: 'dev', component: 'api', status: 'initialized', empty: true }],
    });
  });

  it('is told without a key', async () => {
    const { stderr } = await project.run(['validate', ...inDev], { env: { HOME: '/nonexistent' } });
    expect(stderr).toContain(warning);
  });

  it('is nobody when all have values', async () => {
    await project.run(['set', 'API_KEY', '--stdin', ...inDev], { input: 'value-2' });
    const { stdout, stderr } = await project.run(['validate', ...inDev, '--format', 'json']);
    expect(stderr).toBe('All required secrets are initialized for component api in stack dev\n');
    expect(JSON.parse(stdout)).toMatchObject({ valid: true, empty: [] });
  });
});

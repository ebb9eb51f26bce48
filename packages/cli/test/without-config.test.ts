import { expect, it } from 'vitest';
import { createProject } from './run-keyrack.js';

const manifest =
  'vars: { tenant: acme, environment: ue2, stage: dev }\nsecrets: { vars: { KEY: { sops: own } }, providers: { own: { kind: sops/age } } }\ncomponents: { terraform: { api: {} } }\n';

it('finds the secrets of stacks without a configuration file where Atmos would', async () => {
  const { code, stdout, stderr } = await createProject({ 'stacks/orgs/acme/dev.yaml': manifest }).run([
    'list',
    '--format',
    'json',
  ]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(JSON.parse(stdout)).toMatchObject([{ Stack: 'acme-ue2-dev', Secret: 'KEY', Status: 'missing' }]);
});

it('fails, and names the file to write, where it would have to say that there are none', async () => {
  const project = createProject({ 'stacks/dev.yaml': manifest });
  for (const command of [
    ['list'],
    ['validate', '-s', 'dev'],
    ['get', 'KEY', '-s', 'dev', '-c', 'api'],
    ['exec', '-s', 'dev', '-c', 'api', '--', 'true'],
  ]) {
    const { code, stdout, stderr } = await project.run(command);
    expect({ command, code, stdout }).toEqual({ command, code: 1, stdout: '' });
    expect(stderr).toMatch(
      /^error: there is no keyrack\.yaml and no atmos\.yaml here\. .*stacks\/dev\.yaml\. Write keyrack\.yaml/,
    );
  }
  project.write('keyrack.yaml', '');
  expect((await project.run(['list'])).stdout).toContain('KEY');
});

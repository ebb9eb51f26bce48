import { describe, expect, it } from 'vitest';
import { createProject } from './run-keyrack.js';

// The grammar with `secrets.backends`, `backend:` and global declarations in the main file.
const files = {
  'atmos.yaml': `base_path: .
stacks: { base_path: stacks, included_paths: ["**/*"], name_pattern: "{stage}" }
secrets:
  default_backend: sops
  backends:
    sops: { kind: sops/age, options: { file: "secrets/{stack}.enc.yaml" } }
    shared/sops: { kind: sops/age, options: { file: secrets/shared.enc.yaml } }
  vars: !include secrets/global.yaml
`,
  'secrets/global.yaml': `ARTIFACTORY_TOKEN: { description: Token for packages, backend: shared/sops, required: true }
`,
  'stacks/prod.yaml': `vars: { stage: prod }
components:
  terraform:
    api:
      secrets: { vars: { DATADOG_API_KEY: { required: true }, REDIS_URL: { backend: sops } } }
      vars: { token: !secret ARTIFACTORY_TOKEN, datadog: !secret DATADOG_API_KEY }
`,
};

describe('a project with secrets.backends', () => {
  it('runs the main job; global secrets need no stack', async () => {
    const project = createProject(files);
    const here = ['-s', 'prod', '-c', 'api'];
    const key = await project.run(['keygen', 'sops']);
    expect(key.code).toBe(0);
    expect((await project.run(['keygen', 'shared/sops'])).code).toBe(0);
    expect(await project.run(['validate'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Missing required secret ARTIFACTORY_TOKEN'),
    });
    const global = await project.run(['set', 'ARTIFACTORY_TOKEN', '--stdin'], { input: 'art-token-123' });
    expect(global).toMatchObject({ code: 0, stderr: expect.stringContaining('Set global secret ARTIFACTORY_TOKEN') });
    expect((await project.run(['validate'])).code).toBe(0);
    expect((await project.run(['set', 'DATADOG_API_KEY', '--stdin', ...here], { input: 'dd-secret-456' })).code).toBe(0);
    expect(project.files()).toEqual(expect.arrayContaining(['secrets/shared.enc.yaml', 'secrets/prod.enc.yaml']));
    expect((await project.run(['get', 'ARTIFACTORY_TOKEN', '--reveal'])).stdout).toBe('art-token-123\n');
    expect((await project.run(['get', 'ARTIFACTORY_TOKEN', '--reveal', ...here])).stdout).toBe('art-token-123\n');
    const described = await project.run(['describe', 'component', 'api', '-s', 'prod', '--reveal', '--format', 'json']);
    expect(JSON.parse(described.stdout).vars).toMatchObject({ token: 'art-token-123', datadog: 'dd-secret-456' });
    const listed = await project.run(['list', ...here]);
    expect(listed.stdout).toContain('prod\tapi\tARTIFACTORY_TOKEN\tglobal\tsops:shared/sops\tinitialized\n');
    const child = ['--', 'sh', '-c', 'printf "%s %s" "$ARTIFACTORY_TOKEN" "$DATADOG_API_KEY"'];
    expect((await project.run(['exec', ...here, ...child])).stdout).toBe('art-token-123 dd-secret-456');
    expect((await project.run(['delete', 'ARTIFACTORY_TOKEN', '--force'])).code).toBe(0);
    expect((await project.run(['validate'])).code).toBe(1);
  });

  it('works with recipients from the environment and no key file on the writing side', async () => {
    const project = createProject(files);
    const { stdout: recipient } = await project.run(['keygen', 'sops'], { env: { HOME: `${project.home}/elsewhere` } });
    const env = { SOPS_AGE_RECIPIENTS: recipient.trim() };
    expect((await project.run(['set', 'ARTIFACTORY_TOKEN', '--stdin'], { input: 'x-y-z-1', env })).code).toBe(0);
    expect((await project.run(['list'])).stdout).toContain('ARTIFACTORY_TOKEN\tglobal\tsops:shared/sops\tinitialized');
    expect(await project.run(['get', 'ARTIFACTORY_TOKEN', '--reveal'])).toMatchObject({ code: 1, stdout: '' });
  });
});

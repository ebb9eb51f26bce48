import { startAwsProxy } from '@keyrack/emulators';
import { motoUrl, openMotoAccount } from '@keyrack/live-servers/moto-account';
import { expect, it, onTestFinished } from 'vitest';
import { createProject } from '../run-keyrack.js';

const names = Array.from({ length: 100 }, (_, index) => `N${String(index).padStart(3, '0')}`);
const here = ['-s', 'prod', '-c', 'many'] as const;

const files = (role: string): Readonly<Record<string, string>> => ({
  'atmos.yaml': `base_path: .
stacks: { base_path: stacks, included_paths: ["**/*"], name_template: "{{ .vars.stage }}" }
auth:
  identities:
    base: { kind: aws/user, credentials: { access_key_id: !env KEY, secret_access_key: !env SECRET, region: us-east-1 }, spec: { endpoint_url: !env URL } }
    deploy: { kind: aws/assume-role, default: true, via: { identity: base }, principal: { assume_role: "${role}" } }
stores:
  even: { kind: aws/ssm, secret: true, options: { region: us-east-1, prefix: /even } }
  odd: { type: aws-ssm-parameter-store, secret: true, options: { region: us-east-1, prefix: /odd } }
`,
  'stacks/prod.yaml': `vars: { stage: prod }
components:
  terraform:
    many:
      secrets:
        vars:
${names.map((name, index) => `          ${name}: { store: ${index % 2 === 0 ? 'even' : 'odd'}, required: true }`).join('\n')}
`,
});

async function setUp() {
  const account = await openMotoAccount();
  const { keys, deny } = await account.addUser('deployer');
  const role = await account.addRole('deploy');
  const proxy = await startAwsProxy(motoUrl());
  onTestFinished(() => proxy.close());
  const project = createProject(files(role));
  const env = { URL: proxy.url, KEY: keys.accessKeyId, SECRET: keys.secretAccessKey, AWS_EC2_METADATA_DISABLED: 'true' };
  const run = (args: readonly string[], input = '') => project.run([...args, ...here], { env, input });
  expect(await run(['init'], names.map((name) => `${name}=value of ${name}`).join('\n'))).toMatchObject({ code: 0 });
  proxy.requests.clear();
  return { run, proxy, deny, project, env };
}

it('reads a hundred names in ten requests, and assumes the role of two stores once', async () => {
  const { proxy, project, env } = await setUp();
  const child = ['--', 'sh', '-c', 'echo "$N000, $N099"'];
  expect(await project.run(['exec', ...here, ...child], { env })).toMatchObject({
    code: 0,
    stdout: 'value of N000, value of N099\n',
  });
  expect(proxy.requests.count({ service: 'ssm' })).toBe(10);
  expect(proxy.requests.count({ operation: 'GetParameters' })).toBe(10);
  expect(proxy.requests.count({ operation: 'AssumeRole' })).toBe(1);
});

it('goes through the life of a secret', async () => {
  const { run, proxy } = await setUp();
  expect(await run(['set', 'N001', '--stdin'], 'other')).toMatchObject({ code: 0 });
  expect((await run(['get', 'N001', '--reveal'])).stdout).toBe('other\n');
  expect(proxy.requests.count({ operation: 'GetParameter' })).toBe(1);
  expect((await run(['validate'])).code).toBe(0);
  expect((await run(['delete', 'N001', '--force'])).code).toBe(0);
  expect(await run(['validate'])).toMatchObject({ code: 1, stderr: expect.stringContaining('N001') });
  expect((await run(['list', '--verify'])).stdout).toMatch(/N001\t.*\tmissing\n/);
});

it('says what is denied, and nothing of the value', async () => {
  const { proxy, deny, project, env } = await setUp();
  await deny('ssm:GetParameter*');
  const denied = await project.run(['get', 'N000', '--reveal', '--identity', 'base', ...here], { env });
  expect(denied).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/lacks the permission/) });
  expect(denied.stderr).not.toContain('value of');
  expect(proxy.requests.count({ service: 'sts' })).toBe(0);
});

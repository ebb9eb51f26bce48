import { createAwsIdentity } from '@keyrack/aws-ssm';
import { type AwsEmulator, startAwsEmulator } from '@keyrack/emulators';
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { createProject, type TestProject } from './run-keyrack.js';

const canary = 'cAnArY-0123456789';
const role = 'arn:aws:iam::111122223333:role/deploy';
const names = Array.from({ length: 100 }, (_, index) => `N${String(index).padStart(3, '0')}`);

const files: Readonly<Record<string, string>> = {
  'atmos.yaml': `base_path: .
stacks: { base_path: stacks, included_paths: ["**/*"], name_template: "{{ .vars.tenant }}-{{ .vars.stage }}" }
auth:
  providers:
    company: { kind: aws/iam-identity-center, start_url: "https://acme.awsapps.com/start", region: us-east-1 }
  identities:
    base:
      kind: aws/user
      credentials: { access_key_id: !env BASE_KEY, secret_access_key: !env BASE_SECRET, session_token: !env BASE_TOKEN, region: us-east-1 }
      spec: { endpoint_url: !env EMULATOR }
    deploy: { kind: aws/assume-role, default: true, via: { identity: base }, principal: { assume_role: ${role} } }
    people: { kind: aws/permission-set, via: { provider: company }, principal: { name: Admin, account: { id: "111122223333" } } }
    robot: { kind: aws/assume-role, principal: { assume_role: ${role} }, spec: { web_identity_token_file: !env TOKEN_FILE, endpoint_url: !env EMULATOR } }
    file: { kind: aws/ambient, spec: { profile: work, endpoint_url: !env EMULATOR } }
    unused: { kind: azure/subscription, principal: { subscription_id: x } }
stores:
  ssm: { kind: aws/ssm, secret: true, options: { region: us-east-1, prefix: /atmos } }
  older: { type: aws-ssm-parameter-store, secret: true, options: { region: us-east-1, prefix: /older, stack_delimiter: "/" } }
  outputs: { kind: aws/ssm, options: { region: us-east-1 } }
secrets:
  backends:
    prd: { kind: aws/ssm, options: { region: us-east-1, prefix: /prd } }
`,
  'stacks/dev.yaml': `vars: { tenant: plat, stage: dev }
secrets: { vars: { SHARED: { store: older, scope: stack }, EVERYWHERE: { store: ssm, scope: global } } }
components:
  terraform:
    infra/vpc:
      secrets:
        vars:
          A: { store: ssm, required: true }
          B: { store: older }
          C: { backend: prd }
    wrong:
      secrets: { vars: { O: { store: outputs } } }
`,
  'stacks/prod.yaml': `vars: { tenant: plat, stage: prod }
components:
  terraform:
    many:
      secrets:
        vars:
${names.map((name) => `          ${name}: { store: ssm }`).join('\n')}
`,
};
const here = ['-s', 'plat-dev', '-c', 'infra/vpc'] as const;

let aws: AwsEmulator;
let project: TestProject;
let env: Record<string, string>;

beforeAll(async () => {
  aws = await startAwsEmulator();
});
beforeEach(() => {
  aws.reset();
  project = createProject(files);
  const { accessKeyId, secretAccessKey } = aws.credentials;
  env = { EMULATOR: aws.url, BASE_KEY: accessKeyId, BASE_SECRET: secretAccessKey, AWS_EC2_METADATA_DISABLED: 'true' };
});
afterAll(() => aws.close());

const run = (args: readonly string[], more: Record<string, string> = {}, input?: string) =>
  project.run(args, { env: { ...env, ...more }, ...(input !== undefined && { input }) });
const seed = (): void => {
  aws.ssm.seed('/atmos/plat/dev/infra/vpc/A', canary);
  aws.ssm.seed('/older/plat-dev/infra/vpc/B', `"${canary}"`);
  aws.ssm.seed('/prd/plat/dev/infra/vpc/C', '{"host":"db","port":5432}');
};

describe('an Atmos project with stores in Parameter Store', () => {
  it('writes where Atmos reads, in both spellings and all scopes, as SecureString', async () => {
    const values = { A: canary, B: '"quoted"', C: '{"b":1,"a":"<x>"}', SHARED: 'shared-value', EVERYWHERE: 'global-value' };
    for (const [name, value] of Object.entries(values))
      expect(await run(['set', name, '--stdin', ...here], {}, value)).toMatchObject({ code: 0, stdout: '' });
    expect(aws.ssm.names().map((name) => [name, aws.ssm.peek(name)])).toEqual([
      ['/atmos/EVERYWHERE', 'global-value'],
      ['/atmos/plat/dev/infra/vpc/A', canary],
      ['/older/plat-dev/SHARED', 'shared-value'],
      ['/older/plat-dev/infra/vpc/B', '"\\"quoted\\""'],
      ['/prd/plat/dev/infra/vpc/C', '{"b":1,"a":"<x>"}'],
    ]);
    expect(aws.ssm.describe('/atmos/plat/dev/infra/vpc/A')).toMatchObject({ type: 'SecureString', keyId: 'alias/aws/ssm' });
    for (const [name, value] of Object.entries(values))
      expect((await run(['get', name, '--reveal', '--raw', ...here])).stdout).toBe(value);
  });

  it('keeps an empty value as Atmos does', async () => {
    expect((await run(['set', 'A=', ...here])).code).toBe(0);
    expect(aws.ssm.peek('/atmos/plat/dev/infra/vpc/A')).toBe('""');
    expect((await run(['get', 'A', '--reveal', ...here])).stdout).toBe('\n');
  });

  it('prints values of an older Atmos decoded, and structured text as structure', async () => {
    seed();
    expect(await run(['get', 'B', '--reveal', ...here])).toEqual({ code: 0, stdout: `${canary}\n`, stderr: '' });
    expect((await run(['get', 'C', '--reveal', '--format', 'json', ...here])).stdout).toBe('{"host":"db","port":5432}\n');
    expect((await run(['get', 'C', '--reveal', '--path', '.port', ...here])).stdout).toBe('5432\n');
  });

  it('lists, validates and deletes; without --verify only the form of the PRD is asked, and nothing is decrypted', async () => {
    seed();
    const listed = await run(['list', ...here]);
    expect(
      listed.stdout
        .trim()
        .split('\n')
        .map((line) => line.split('\t').slice(2).join(' ')),
    ).toEqual([
      'A instance store:ssm unknown',
      'B instance store:older unknown',
      'C instance store:prd initialized',
      'EVERYWHERE global store:ssm unknown',
      'SHARED stack store:older unknown',
    ]);
    expect((await run(['list', '--verify=false', ...here])).stdout).not.toContain('initialized');
    const verified = await run(['list', '--verify', '--format', 'json', ...here]);
    expect((JSON.parse(verified.stdout) as { Status: string }[]).map(({ Status }) => Status)).toEqual([
      'initialized',
      'initialized',
      'initialized',
      'missing',
      'missing',
    ]);
    expect(aws.requests.count({ operation: 'GetParameters' })).toBe(0);
    expect((await run(['validate', ...here])).code).toBe(0);
    expect(await run(['delete', 'A', '--force', ...here])).toMatchObject({ code: 0, stderr: expect.stringContaining('Deleted') });
    expect(await run(['delete', 'A', '--force', ...here])).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('Nothing to delete'),
    });
    expect(await run(['validate', ...here])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Missing required secret A'),
    });
  });

  it('asks for the status of a hundred names in two requests', async () => {
    aws.ssm.seed('/atmos/plat/prod/many/N042', canary);
    const listed = await run(['list', '--verify', '-s', 'plat-prod', '-c', 'many']);
    expect(listed.stdout.match(/\t(initialized|missing)\n/g)).toHaveLength(100);
    expect(listed.stdout).toMatch(/N042\t.*\tinitialized\n/);
    expect(aws.requests.count({ service: 'ssm' })).toBe(2);
  });

  it('gives first values', async () => {
    const input = names
      .slice(0, 12)
      .map((name) => `${name}=value-of-${name}`)
      .join('\n');
    const result = await run(['init', 'many', '-s', 'plat-prod'], {}, input);
    expect(result).toMatchObject({ code: 0, stderr: expect.stringContaining('Initialized 12 secret(s), rotated 0') });
    expect(aws.ssm.peek('/atmos/plat/prod/many/N011')).toBe('value-of-N011');
    expect(aws.requests.count({ operation: 'AssumeRole' })).toBe(1);
  });

  it('keeps secrets out of a store that is not for them', async () => {
    const result = await run(['get', 'O', '-s', 'plat-dev', '-c', 'wrong']);
    expect(result).toMatchObject({ code: 1, stderr: expect.stringContaining('referenced store is not a secret store') });
    expect(aws.requests.count()).toBe(0);
  });
});

describe('exec', () => {
  const echo = (...variables: readonly string[]) => [
    '--',
    'sh',
    '-c',
    `printf "%s " ${variables.map((name) => `"$${name}"`).join(' ')}`,
  ];

  it('logs in once for several stores', async () => {
    seed();
    const result = await run(['exec', ...here, ...echo('A', 'B')]);
    expect(result).toMatchObject({ code: 0, stdout: `${canary} ${canary} ` });
    expect(aws.requests.count({ operation: 'AssumeRole' })).toBe(1);
    expect(aws.requests.find({ service: 'ssm' }).every(({ principal }) => principal?.includes('assumed-role/deploy'))).toBe(true);
  });

  it('reads a hundred names in ten calls', async () => {
    for (const name of names) aws.ssm.seed(`/atmos/plat/prod/many/${name}`, `value-${name}`);
    const result = await run(['exec', '-s', 'plat-prod', '-c', 'many', ...echo('N000', 'N099')]);
    expect(result.stdout).toBe('value-N000 value-N099 ');
    expect(aws.requests.count({ operation: 'GetParameters' })).toBe(10);
    expect(aws.requests.count({ service: 'ssm' })).toBe(10);
    expect(aws.requests.count({ service: 'sts' })).toBe(1);
  });

  it('reads one by one where batches are denied, having asked once', async () => {
    for (const name of names.slice(0, 9)) aws.ssm.seed(`/atmos/plat/prod/many/${name}`, `value-${name}`);
    aws.deny({ action: 'ssm:GetParameters' });
    const result = await run(['exec', '-s', 'plat-prod', '-c', 'many', ...echo('N000', 'N008')]);
    expect(result).toMatchObject({ code: 0, stdout: 'value-N000 value-N008 ' });
    expect(aws.requests.count({ operation: 'GetParameters' })).toBeLessThanOrEqual(10);
    expect(aws.requests.count({ operation: 'GetParameter' })).toBe(100);
    aws.requests.clear();
    seed();
    // Two stores of two names each and one of one name.
    expect((await run(['exec', ...here, ...echo('A', 'B')])).stdout).toBe(`${canary} ${canary} `);
    expect(aws.requests.count({ operation: 'GetParameters' })).toBe(2);
    expect(aws.requests.count({ operation: 'GetParameter' })).toBe(5);
  });

  it('with identities off uses the login of the environment', async () => {
    seed();
    const result = await run(['exec', '--identity=false', ...here, ...echo('A')], aws.env);
    expect(result.stdout).toBe(`${canary} `);
    expect(aws.requests.count({ service: 'sts' })).toBe(0);
    expect(aws.requests.count({ accessKeyId: aws.credentials.accessKeyId })).toBe(aws.requests.count());
  });

  it('with another identity uses its keys', async () => {
    seed();
    for (const args of [
      ['--identity', 'base'],
      ['-i', 'base'],
    ])
      expect((await run(['exec', ...args, ...here, ...echo('A')])).stdout).toBe(`${canary} `);
    expect((await run(['exec', ...here, ...echo('A')], { ATMOS_IDENTITY: 'base' })).stdout).toBe(`${canary} `);
    expect(aws.requests.count({ service: 'sts' })).toBe(0);
  });

  it('logs in with the token of a workload', async () => {
    seed();
    project.write('token', aws.webIdentityToken());
    const result = await run(['exec', '-i', 'robot', ...here, ...echo('A', 'B')], { TOKEN_FILE: `${project.folder}/token` });
    expect(result).toMatchObject({ code: 0, stdout: `${canary} ${canary} `, stderr: expect.not.stringContaining('aws-sdk') });
    expect(aws.requests.find({ service: 'sts' }).map(({ operation }) => operation)).toEqual(['AssumeRoleWithWebIdentity']);
  });

  it('logs in with a profile', async () => {
    seed();
    const { accessKeyId, secretAccessKey } = aws.credentials;
    project.write('aws', `[work]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`);
    const files = { AWS_SHARED_CREDENTIALS_FILE: `${project.folder}/aws`, AWS_CONFIG_FILE: `${project.folder}/none` };
    expect((await run(['exec', '-i', 'file', ...here, ...echo('A', 'B')], files)).stdout).toBe(`${canary} ${canary} `);
  });

  it('with the bare kind needs no configuration at all', async () => {
    aws.ssm.seed('/dev/api/KEY', canary);
    const bare = createProject({
      'atmos.yaml': 'stacks: { base_path: stacks, included_paths: ["*"] }\n',
      'stacks/dev.yaml': 'components: { terraform: { api: { secrets: { vars: { KEY: { backend: aws/ssm } } } } } }\n',
    });
    const { AWS_REGION: region, ...ambient } = aws.env;
    const result = await bare.run(['get', 'KEY', '--reveal', '-s', 'dev', '-c', 'api'], {
      env: { ...ambient, AWS_DEFAULT_REGION: region! },
    });
    expect(result).toEqual({ code: 0, stdout: `${canary}\n`, stderr: '' });
  });
});

describe('what fails', () => {
  const loud = { KEYRACK_DEBUG: '1', ATMOS_LOGS_LEVEL: 'Trace' };

  async function failsWith(sentence: RegExp, command: readonly string[], more: Record<string, string> = {}): Promise<void> {
    const { code, stdout, stderr } = await run(command, { ...loud, ...more });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(sentence);
    const lines = stderr.trim().split('\n');
    expect(lines.filter((line) => !/^debug: (\w+ of \d+ secrets? on aws|\d+ calls? to backends)/.test(line))).toHaveLength(1);
    expect(stderr).not.toContain(canary);
    expect(stderr).not.toContain(aws.credentials.secretAccessKey);
  }

  async function fails(sentence: RegExp, more: Record<string, string> = {}, flags: readonly string[] = []): Promise<void> {
    await failsWith(sentence, ['get', 'A', '--reveal', '--logs-level', 'debug', ...flags, ...here], more);
    await failsWith(sentence, ['exec', ...flags, ...here, '--', 'env'], more);
    // A listing survives, and says it in the row.
    const listed = await run(['list', '--verbose', '--verify', '--format', 'json', ...flags, ...here], { ...loud, ...more });
    expect(listed.code).toBe(0);
    expect(`${listed.stdout}${listed.stderr}`).not.toContain(canary);
    expect(`${listed.stdout}${listed.stderr}`).not.toContain(aws.credentials.secretAccessKey);
  }

  beforeEach(seed);

  test.each<[string, RegExp, Record<string, string>]>([
    ['keys that are not set', /identity base has no credentials\.access_key_id, or the variable/, { BASE_KEY: '' }],
    ['keys that AWS does not know', /error: identity deploy: .*does not know these keys/, { BASE_KEY: 'AKIAUNKNOWNUNKNOWN00' }],
    ['a secret key that is wrong', /error: identity deploy: .*Look at the login/, { BASE_SECRET: 'wrong' }],
    ['a dead host', /error: identity deploy: .*out of reach/, { EMULATOR: 'http://127.0.0.1:1' }],
    ['an identity that is not there', /there is no identity "nobody" in auth\.identities/, { KEYRACK_IDENTITY: 'nobody' }],
  ])('%s', async (_title, sentence, more) => {
    await fails(sentence, more);
  });

  it('no login at all', async () => {
    await fails(/error: .*(needs a|no valid) login/, { AWS_REGION: 'us-east-1' }, ['--identity=false']);
  });

  it('a single sign-on that nobody did', async () => {
    await fails(/error: identity people: .*aws sso login/, {}, ['--identity', 'people']);
  });

  it('a token that has expired', async () => {
    const { accessKeyId, secretAccessKey, region } = aws.credentials;
    const login = createAwsIdentity({ roleArn: role, source: { accessKeyId, secretAccessKey }, region, endpoint: aws.url });
    const keys = await login();
    aws.clock.advance(2 * 3_600_000);
    const expired = { BASE_KEY: keys.accessKeyId, BASE_SECRET: keys.secretAccessKey, BASE_TOKEN: keys.sessionToken ?? '' };
    await fails(/error: .*has expired\. Log in again/, expired, ['--identity', 'base']);
  });

  it('a read that is denied', async () => {
    aws.deny({ action: 'ssm:GetParameter*' });
    await fails(/error: .*lacks the permission/);
  });

  it('a key that is denied', async () => {
    aws.deny({ action: 'kms:Decrypt' });
    await fails(/error: .*lacks the permission.*KMS/);
  });

  it('a role that may not be assumed', async () => {
    aws.deny({ action: 'sts:AssumeRole' });
    await fails(/error: identity deploy: .*may not assume the role/);
  });

  it('a throttle that does not end', async () => {
    aws.fault('rate-limited', { operation: 'GetParameter' });
    await failsWith(/error: .*was throttled/, ['get', 'A', '--reveal', ...here]);
  });

  it.each([
    ['truncated-body', /the answer was no valid one/],
    ['malformed-body', /the answer was no valid one/],
    ['unavailable', /out of reach or out of order/],
    ['connection-reset', /does not answer/],
  ] as const)('an answer that is %s', async (kind, sentence) => {
    aws.fault(kind, { operation: ['GetParameter', 'GetParameters'] });
    await fails(sentence);
  });
});

import { readFileSync } from 'node:fs';
import { startHttpServer } from '@keyrack/emulators/kit';
import { describe, expect, it, onTestFinished } from 'vitest';
import { atmosProject, createProject, inDev, type Run, type TestProject } from './run-keyrack.js';

const canary = 'cAnArY-words-42';
const login = { AWS_ACCESS_KEY_ID: 'AKIA0000000000000000', AWS_SECRET_ACCESS_KEY: canary, AWS_EC2_METADATA_DISABLED: 'true' };
const listed = new Set(
  [...readFileSync(new URL('../../../docs/error-codes.md', import.meta.url), 'utf8').matchAll(/^\| `([A-Z_]+)` /gm)].map(
    ([, code]) => code,
  ),
);

function farProject(options: string): TestProject {
  return createProject({
    'keyrack.yaml': `secrets:
  backends:
    far: { kind: aws/ssm, options: { ${options} } }
  vars: { A: { backend: far, required: true } }
`,
  });
}

/** A Parameter Store of which every answer is the same. */
async function answering(status: number, body: object): Promise<string> {
  const answer = { status, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: JSON.stringify(body) };
  const server = await startHttpServer({ answer: async () => answer });
  onTestFinished(() => server.close());
  return server.url;
}

function lastLine({ stderr }: Run): string {
  return stderr.trimEnd().split('\n').at(-1) ?? '';
}

describe('an error', () => {
  it('carries its code at the end of its first line, and the code is in the documentation', async () => {
    const url = await answering(400, { __type: 'AccessDeniedException', message: canary });
    const denied = await farProject(`region: us-east-1, endpoint: "${url}"`).run(['get', 'A'], { env: login });
    expect(denied).toMatchObject({ code: 1, stdout: '' });
    expect(denied.stderr).toMatch(/^error: get of "A" on aws\/ssm was refused: .*Ask for it\. \[PERMISSION_DENIED\]\n$/);
    expect(denied.stderr).not.toContain(canary);

    const undeclared = await createProject(atmosProject).run(['get', 'API_KE', ...inDev]);
    expect(undeclared.stderr).toMatch(
      /^error: secret is not declared "API_KE" for component api in stack dev \[INVALID_ARGUMENT\]\n {2}did you mean API_KEY\?/,
    );
    expect(listed.size).toBe(12);
    for (const { stderr } of [denied, undeclared]) expect(listed).toContain(/\[([A-Z_]+)\]/.exec(stderr)?.[1]);
  });

  it('keeps the words that scripts look for', async () => {
    const project = createProject(atmosProject);
    await project.run(['keygen']);
    expect((await project.run(['get', 'API_KEY', ...inDev])).stderr).toMatch(
      /^error: secret is not initialized in its backend: "API_KEY": .* \[NOT_FOUND\]$/m,
    );
    // What is wrong on the command line has no code: no program can have got it.
    expect((await project.run(['get', 'API_KEY', '--no-interactive'])).stderr).toMatch(
      /^error: required flag not provided: --(stack|component) is required for secret operations\. .*[^\]]$/m,
    );
  });

  it('of a check carries it, too', async () => {
    const project = farProject('region: us-east-1, endpoint: "http://127.0.0.1:1"');
    const { code, stderr } = await project.run(['validate'], { env: login });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^warning: A \(store:far\) cannot be checked: .* \[UNAVAILABLE\]$/m);
  });
});

describe('a backend that cannot be reached', () => {
  it.each(['get A', 'validate', 'set A=x --force', 'delete A --force', 'exec -- true'])(
    'is named by its host: %s',
    async (line) => {
      const project = farProject('region: us-east-1, endpoint: "http://user:pa55word@127.0.0.1:1/path?token=hidden"');
      const { code, stderr } = await project.run(line.split(' '), { env: login });
      expect(code).toBe(1);
      expect(stderr).toContain('127.0.0.1:1 is out of reach (ECONNREFUSED)');
      expect(stderr).not.toMatch(/pa55word|hidden|\/path/);
    },
  );
});

describe('a mistake in the configuration', () => {
  it.each([
    ['region: ""', 'options.region of backend far in keyrack.yaml:3 is empty'],
    ['region: "us east 1"', 'options.region of backend far in keyrack.yaml:3 is no region of AWS'],
    ['', 'Set options.region of backend far in keyrack.yaml:3, AWS_REGION'],
    ['region: us-east-1, endpoint_url: nonsense', 'options.endpoint_url of backend far in keyrack.yaml:3 is no URL'],
    ['region: us-east-1, tier: Big', 'options.tier of backend far in keyrack.yaml:3 must be one of Standard, Advanced'],
    ['region: us-east-1, profile: nobody', 'name a login with options.profile of backend far in keyrack.yaml:3'],
  ])('(%s) is told in its words', async (options, words) => {
    const project = farProject(options);
    const env = options.includes('profile') ? { AWS_EC2_METADATA_DISABLED: 'true' } : login;
    for (const line of [['get', 'A'], ['validate']]) {
      const { code, stderr } = await project.run(line, { env });
      expect(code).toBe(1);
      expect(stderr).toContain(words);
      expect(stderr).not.toMatch(/originalError|`|unforeseen/);
    }
  });

  it('that nobody has foreseen is told by what the official client calls it', async () => {
    const url = await answering(418, { __type: 'TeapotException', message: canary });
    const result = await farProject(`region: us-east-1, endpoint: "${url}"`).run(['get', 'A'], { env: login });
    expect(result.stderr).toBe(
      'error: get of "A" on aws/ssm failed in an unforeseen way (TeapotException, 418). Look at the options of the backend. [UNKNOWN]\n',
    );
  });
});

describe('--debug', () => {
  it.each<[string, readonly string[], Record<string, string>]>([
    ['the flag', ['--debug'], {}],
    ['KEYRACK_DEBUG', [], { KEYRACK_DEBUG: '1' }],
  ])('(%s) shows calls, native names and times, and nothing of what was said', async (_, flags, more) => {
    const url = await answering(400, { __type: 'AccessDeniedException', message: canary });
    const project = farProject(`region: us-east-1, endpoint: "${url}"`);
    const result = await project.run(['get', 'A', ...flags], { env: { ...login, ...more } });
    expect(result.code).toBe(1);
    const lines = result.stderr.trimEnd().split('\n');
    expect(lines.filter((line) => !line.startsWith('debug: '))).toEqual([expect.stringContaining('[PERMISSION_DENIED]')]);
    expect(result.stderr).toMatch(
      /^debug: get of 1 secret on aws\/ssm \(store:far\): \d+ ms, PERMISSION_DENIED \(AccessDeniedException, 400\)$/m,
    );
    expect(result.stderr).toMatch(/^debug: 1 call to backends, \d+ ms in all$/m);
    expect(result.stderr).not.toContain(canary);
  });

  it('shows what succeeds without a value', async () => {
    const project = createProject(atmosProject);
    await project.run(['keygen']);
    await project.run(['init', '-s', 'dev'], { input: `API_KEY=${canary}\nDATABASE_URL=${canary}\n` });
    const result = await project.run(['exec', '--debug', ...inDev, '--', 'true']);
    expect(result.stderr).toMatch(/^debug: getMany of 3 secrets on sops\/age \(sops:vault\): \d+ ms$/m);
    expect(result.stderr).toMatch(/^debug: 1 call to backends/m);
    expect(result.stderr).not.toContain(canary);
    expect(lastLine(await project.run(['exec', ...inDev, '--', 'true'], { env: { KEYRACK_DEBUG: '0' } }))).not.toContain('debug');
  });

  it('of a defect shows where, and not what was said', async () => {
    const project = createProject(atmosProject);
    project.write('defect.mjs', "JSON.stringify = () => { throw new Error('cAnArY-words-42'); };");
    await project.run(['keygen']);
    const env = { NODE_OPTIONS: '--import=./defect.mjs' };
    const plain = await project.run(['list', '--format', 'json'], { env });
    expect(plain).toMatchObject({ code: 1, stderr: expect.stringContaining('unexpected Error inside keyrack') });
    expect(plain.stderr).toContain('--debug shows where');
    const shown = await project.run(['list', '--format', 'json', '--debug'], { env });
    expect(shown.stderr).toMatch(/^debug: +at /m);
    expect(shown.stderr).not.toContain(canary);
  });
});

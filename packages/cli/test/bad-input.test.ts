import { describe, expect, it } from 'vitest';
import { atmosProject, createProject, inDev, type Run, type TestProject } from './run-keyrack.js';

const canary = 'cAnArY-9f8e7d6c5b4a';

async function initialised(): Promise<TestProject> {
  const project = createProject(atmosProject);
  await project.run(['keygen']);
  await project.run(['set', 'API_KEY', '--stdin', ...inDev], { input: canary });
  return project;
}

// One clear sentence, exit code 1, nothing on standard output, no value anywhere.
function expectRefusal({ code, stdout, stderr }: Run, ...parts: (string | RegExp)[]): void {
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  for (const part of parts) expect(stderr).toMatch(part);
  expect(stderr).toMatch(/^error: [^\n]/);
  expect(stderr).not.toContain('unexpected');
  for (const form of [canary, Buffer.from(canary).toString('base64').slice(0, -3)]) expect(stderr).not.toContain(form);
}

describe('bad input', () => {
  it.each([
    [['frobnicate'], 'unknown command'],
    [['get', 'X', '--bogus'], 'unknown option'],
    [['get', 'X', 'Y'], 'too many arguments'],
  ])('%j is a usage error', async (args, message) => {
    const project = createProject({});
    expect(await project.run(args)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(message) });
  });

  it.each([[[]], [['secret']], [['describe']], [['--help']], [['get', '--help']]])('%j answers with help', async (args) => {
    const { code, stdout, stderr } = await createProject({}).run(args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Usage: keyrack/);
  });

  it('names file, line and column of malformed YAML', async () => {
    const project = createProject({
      ...atmosProject,
      'stacks/deploy/dev.yaml': `vars:\n  stage: dev\n  bad: [1, 2\nx: ${canary}\n`,
    });
    expectRefusal(await project.run(['list']), /stacks\/deploy\/dev\.yaml:\d+:\d+/);
  });

  it('lists all the rest when a manifest or a component cannot be read, and fails', async () => {
    const project = createProject({
      ...atmosProject,
      'stacks/deploy/bad.yaml': `vars:\n  stage: bad\n  bad: [1, 2\nx: ${canary}\n`,
      'stacks/deploy/odd.yaml':
        'vars: { stage: odd }\ncomponents: { terraform: { api: { secrets: { vars: { A: { sops: vault, scope: stack } } } }, lost: { metadata: { inherits: [nobody] } }, web: { secrets: { vars: { B: { sops: vault } } } } } }\n',
    });
    const { code, stdout, stderr } = await project.run(['list', '--format', 'json']);
    const rows = JSON.parse(stdout) as Record<string, string>[];
    expect(code).toBe(1);
    expect(rows.map(({ Stack, Secret }) => `${Stack} ${Secret}`)).toEqual([
      'dev API_KEY',
      'dev DATABASE_URL',
      'dev OPTIONAL',
      'odd B',
    ]);
    expect(stderr.trim().split('\n')).toEqual([
      expect.stringMatching(/^error: stacks\/deploy\/bad\.yaml:4:\d+: .* \[INVALID_CONFIG\]$/),
      expect.stringMatching(/^error: stacks\/deploy\/odd\.yaml:2:\d+: component lost inherits from nobody.* \[INVALID_CONFIG\]$/),
      expect.stringMatching(/^error: stacks\/deploy\/odd\.yaml:2:\d+: secret scope conflicts.* \[INVALID_CONFIG\]$/),
    ]);
    expectRefusal(await project.run(['get', 'API_KEY', ...inDev]), 'bad.yaml');
  });

  it('names the nearest declared secret, stack and component', async () => {
    const project = await initialised();
    expectRefusal(await project.run(['get', 'API_KY', ...inDev]), 'secret is not declared "API_KY"', 'API_KEY');
    expectRefusal(await project.run(['set', 'API_KY', '--stdin', ...inDev], { input: canary }), 'API_KEY');
    expectRefusal(await project.run(['get', 'API_KEY', '-s', 'deve', '-c', 'api']), 'deve', 'dev');
    expectRefusal(await project.run(['get', 'API_KEY', '-s', 'dev', '-c', 'apo']), 'apo', 'api');
  });

  it('asks for the flags that are missing', async () => {
    const project = await initialised();
    expectRefusal(await project.run(['get', 'API_KEY']), 'required flag not provided', '--stack');
    expectRefusal(await project.run(['get', 'API_KEY', '-s', 'dev']), 'required flag not provided', '--component');
    expectRefusal(await project.run(['set', 'API_KEY', ...inDev]), '--stdin');
    expect(await project.run(['get', 'API_KEY', ...inDev, '--raw', '--format', 'json'])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('--raw'),
    });
  });

  it('tells a missing key from a damaged file, and both from absence', async () => {
    const project = await initialised();
    const file = 'secrets/dev.enc.yaml';
    const sound = project.read(file);
    expectRefusal(await project.run(['get', 'API_KEY', ...inDev], { env: { HOME: '/nonexistent' } }), 'key');
    expectRefusal(
      await project.run(['get', 'API_KEY', ...inDev], {
        env: { SOPS_AGE_KEY_FILE: '/nonexistent/keys.txt', HOME: '/nonexistent' },
      }),
      '/nonexistent/keys.txt',
    );
    project.write(file, sound.replace(/mac: ENC\[AES256_GCM,data:../, 'mac: ENC[AES256_GCM,data:AA'));
    expectRefusal(await project.run(['get', 'API_KEY', ...inDev]), file);
    expectRefusal(await project.run(['describe', 'component', 'api', '-s', 'dev', '--reveal']), file);
    project.write(file, sound.slice(0, sound.length / 2));
    expectRefusal(await project.run(['get', 'API_KEY', ...inDev]), file);
    const before = project.read(file);
    expectRefusal(await project.run(['set', 'API_KEY', '--stdin', ...inDev], { input: canary }), file);
    expect(project.read(file)).toBe(before);
    expect((await project.run(['list', ...inDev])).stdout).toMatch(/API_KEY\t.*\terror\n/);
    expect((await project.run(['exec', ...inDev, '--allow-missing', '--', 'true'])).code).toBe(1);
  });

  it('refuses a scope that contradicts its position', async () => {
    const manifest = (atmosProject['stacks/deploy/dev.yaml'] ?? '').replace(
      'API_KEY: { sops: vault',
      'API_KEY: { scope: stack, sops: vault',
    );
    const project = createProject({ ...atmosProject, 'stacks/deploy/dev.yaml': manifest });
    expectRefusal(
      await project.run(['validate', '-s', 'dev']),
      'secret scope conflicts with declaration position',
      'API_KEY',
      /dev\.yaml:\d+:\d+/,
    );
  });

  it('lets a broken backend hurt only who uses it', async () => {
    const manifest = `${atmosProject['stacks/deploy/dev.yaml']}      secrets: { vars: { LOST: { sops: nowhere } } }\n`.replace(
      '    web: {}\n',
      '    web:\n',
    );
    const project = createProject({ ...atmosProject, 'stacks/deploy/dev.yaml': manifest });
    await project.run(['keygen']);
    expect((await project.run(['set', 'API_KEY', '--stdin', ...inDev], { input: canary })).code).toBe(0);
    expectRefusal(await project.run(['get', 'LOST', '-s', 'dev', '-c', 'web']), 'nowhere', 'vault');
    expect((await project.run(['list', '-s', 'dev'])).stdout).toMatch(/LOST\t.*\terror\n/);
  });

  it('warns once of a declaration that works but should not be so, where it is used', async () => {
    const manifest = (atmosProject['stacks/deploy/dev.yaml'] ?? '').replace(
      'API_KEY: { sops: vault, required: true }',
      'API_KEY: { sops: vault, store: old, required: "true" }',
    );
    const project = createProject({ ...atmosProject, 'stacks/deploy/dev.yaml': manifest });
    await project.run(['keygen']);
    const warnings = [
      'warning: stacks/deploy/dev.yaml:10:42: store and sops are both set; sops (vault) is used. Remove one.\n',
      'warning: stacks/deploy/dev.yaml:10:57: secret API_KEY: required is text, which counts as false. Write true without quotes.\n',
    ].join('');
    const set = await project.run(['set', 'API_KEY', '--stdin', ...inDev], { input: canary });
    expect(set).toEqual({ code: 0, stdout: '', stderr: `${warnings}Set secret API_KEY for component api in stack dev\n` });
    for (const args of [['list'], ['list', ...inDev], ['get', 'API_KEY', ...inDev, '--reveal']])
      expect(await project.run(args)).toMatchObject({ code: 0, stderr: warnings });
    expect((await project.run(['get', 'OPTIONAL', ...inDev])).stderr).not.toContain('warning');
  });

  it('says where it looked when there is no project', async () => {
    const project = createProject({});
    project.write('empty.txt', '');
    expectRefusal(await project.run(['list']), 'keyrack.yaml', 'atmos.yaml');
  });
});

describe('a broken output', () => {
  it('ends quietly when the reader has gone, with one sentence when the disk is full', async () => {
    const project = await initialised();
    const gone = await project.shell('keyrack list --format json | true; keyrack list --format json | head -n 1');
    expect(gone).toEqual({ code: 0, stdout: '[\n', stderr: '' });
    const full = await project.shell('keyrack list > /dev/full');
    expect(full).toEqual({ code: 1, stdout: '', stderr: 'error: cannot write the output (ENOSPC).\n' });
  });
});

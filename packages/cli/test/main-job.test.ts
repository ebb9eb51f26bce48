import { beforeEach, describe, expect, it } from 'vitest';
import { atmosProject, createProject, inDev, type TestProject } from './run-keyrack.js';

const apiKey = 'cAnArY-0123456789';
let project: TestProject;

beforeEach(async () => {
  project = createProject(atmosProject);
  expect(await project.run(['keygen'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^age1[a-z0-9]+\n$/) });
});

const set = (name: string, value: string): Promise<unknown> => project.run(['set', name, '--stdin', ...inDev], { input: value });

describe('keygen', () => {
  it('keeps the private key out of the project and records the public one', async () => {
    expect(project.read('.sops.yaml')).toContain('path_regex: secrets/.*\\.enc\\.yaml$');
    expect(
      project
        .files()
        .map((file) => project.read(file))
        .join(),
    ).not.toContain('AGE-SECRET-KEY');
    const again = await project.run(['keygen']);
    expect(again.stderr).toContain('Vault vault already has key material. Use --force to generate more.');
    expect(await project.run(['keygen', 'nothing'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Configured: vault'),
    });
  });
});

describe('set, get and delete', () => {
  it('stores what standard input holds, less its last line breaks', async () => {
    expect(await project.run(['set', 'API_KEY', '--stdin', ...inDev], { input: `${apiKey}\n\n` })).toEqual({
      code: 0,
      stdout: '',
      stderr: 'Set secret API_KEY for component api in stack dev\n',
    });
    expect(await project.run(['get', 'API_KEY', ...inDev])).toMatchObject({
      code: 0,
      stdout: '<MASKED>\n',
      stderr: expect.stringContaining('--reveal'),
    });
    for (const shown of ['--reveal', '--mask=false']) {
      expect(await project.run(['secret', 'get', 'API_KEY', ...inDev, shown])).toEqual({
        code: 0,
        stdout: `${apiKey}\n`,
        stderr: '',
      });
    }
    expect(await project.run(['get', 'API_KEY', ...inDev], { env: { ATMOS_MASK: 'false' } })).toMatchObject({
      stdout: `${apiKey}\n`,
    });
    expect((await project.run(['get', 'API_KEY', ...inDev, '--reveal', '--raw'])).stdout).toBe(apiKey);
    expect((await project.run(['get', 'API_KEY', ...inDev, '--format', 'json', '--reveal'])).stdout).toBe(`"${apiKey}"\n`);
    expect((await project.run(['get', 'API_KEY', ...inDev, '--format=env', '--reveal'])).stdout).toBe(`API_KEY=${apiKey}\n`);
  });

  it('takes inline values and files, and warns of the former', async () => {
    project.write('value.txt', 'line one\nline two\n');
    expect((await project.run(['set', 'OPTIONAL', '@value.txt', ...inDev])).code).toBe(0);
    expect((await project.run(['get', 'OPTIONAL', ...inDev, '--reveal', '--raw'])).stdout).toBe('line one\nline two');
    expect(await project.run(['set', 'OPTIONAL=a=b', ...inDev])).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('shell history'),
    });
    expect((await project.run(['get', 'OPTIONAL', ...inDev, '--reveal'])).stdout).toBe('a=b\n');
    expect(await project.run(['set', 'OPTIONAL=c', '--if-absent', ...inDev])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('OPTIONAL'),
    });
    expect((await project.run(['get', 'OPTIONAL', ...inDev, '--reveal'])).stdout).toBe('a=b\n');
  });

  it('shares stack-scoped values between components and reads parts of structured ones', async () => {
    const result = await project.run(['set', 'DATABASE_URL', '--stdin', ...inDev], { input: '{"host":"db","port":5432}' });
    expect(result.stderr).toContain(
      'Set stack-scoped secret DATABASE_URL for stack dev (shared by every component in the stack)',
    );
    const read = await project.run(['get', 'DATABASE_URL', '--path', '.port', '-s', 'dev', '-c', 'web', '--reveal']);
    expect(read.stdout).toBe('5432\n');
  });

  it('deletes only when told so, and twice is no error', async () => {
    await set('API_KEY', apiKey);
    expect(await project.run(['delete', 'API_KEY', ...inDev])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('--force'),
    });
    expect(await project.run(['rm', 'API_KEY', '--force', ...inDev])).toMatchObject({
      code: 0,
      stderr: 'Deleted secret API_KEY for component api in stack dev\n',
    });
    expect(await project.run(['delete', 'API_KEY', '--force', ...inDev])).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('Nothing to delete'),
    });
    expect(await project.run(['get', 'API_KEY', ...inDev])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('secret is not initialized in its backend: "API_KEY"'),
    });
  });

  it('prints results as data', async () => {
    const result = await project.run(['set', 'API_KEY', '--stdin', ...inDev, '--format', 'json'], { input: apiKey });
    expect(JSON.parse(result.stdout)).toEqual({
      action: 'set',
      secret: 'API_KEY',
      scope: 'instance',
      stack: 'dev',
      component: 'api',
      type: 'terraform',
      provider: 'sops:vault',
      written: true,
    });
    const all = await project.run(['delete', '--all', '--force', ...inDev, '--format', 'json']);
    expect(all.stderr).toContain('Deleted 2 declared secret(s) for component api in stack dev');
    expect(JSON.parse(all.stdout).results).toContainEqual(expect.objectContaining({ secret: 'API_KEY', deleted: true }));
  });
});

describe('list and validate', () => {
  it('needs no key to list', async () => {
    await set('API_KEY', apiKey);
    const { stdout, stderr } = await project.run(['list', ...inDev], { env: { HOME: '/nonexistent' } });
    expect(stdout).toBe(
      [
        'API_KEY\tinstance\tsops:vault\tinitialized',
        'DATABASE_URL\tstack\tsops:vault\tmissing',
        'OPTIONAL\tinstance\tsops:vault\tmissing',
      ]
        .map((row) => `dev\tapi\t${row}\n`)
        .join(''),
    );
    expect(stderr).toBe('');
  });

  it('shows shared secrets once over all stacks, and data in every format', async () => {
    const rows = JSON.parse((await project.run(['list', '--format', 'json', '-v'])).stdout) as Record<string, string>[];
    expect(rows.map(({ Stack, Component, Secret }) => [Stack, Component, Secret])).toEqual([
      ['dev', 'api', 'API_KEY'],
      ['dev', '*', 'DATABASE_URL'],
      ['dev', 'api', 'OPTIONAL'],
    ]);
    expect(Object.keys(rows[1] ?? {})).toEqual(['Component', 'Description', 'Provider', 'Scope', 'Secret', 'Stack', 'Status']);
    const empty = await project.run(['list', '-s', 'prod', '--format', 'json']);
    expect(empty).toEqual({ code: 0, stdout: '[]\n', stderr: 'No secrets declared in stack "prod".\n' });
    expect(await project.run(['list', '--format', 'xml'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('table, json, yaml, csv, tsv'),
    });
  });

  it('fails validation until every required secret has a value', async () => {
    const before = await project.run(['validate', ...inDev]);
    expect(before).toMatchObject({ code: 1, stdout: '' });
    expect(before.stderr).toContain('Missing required secret API_KEY (sops:vault)');
    expect(before.stderr).toContain('2 required secret(s) missing');
    await set('API_KEY', apiKey);
    await set('DATABASE_URL', 'x');
    expect(await project.run(['validate', ...inDev])).toEqual({
      code: 0,
      stdout: '',
      stderr: 'All required secrets are initialized for component api in stack dev\n',
    });
    expect(JSON.parse((await project.run(['validate', '-s', 'dev', '--format', 'json'])).stdout)).toMatchObject({
      valid: true,
      missing: [],
    });
  });
});

describe('init', () => {
  it('takes values from standard input, leaves what is there, and rotates when forced', async () => {
    const input = `API_KEY=${apiKey}\nDATABASE_URL="a b"\nSTRANGER=1\n`;
    const dry = await project.run(['init', '-s', 'dev', '--dry-run'], { input });
    expect(dry.stderr).toContain('Dry run: 2 secret(s) would be initialized, 0 rotated, 1 unaffected');
    expect(project.files()).not.toContain('secrets/dev.enc.yaml');
    expect(await project.run(['init', '-s', 'dev', '--mode', 'strict'], { input })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('STRANGER'),
    });
    const first = await project.run(['init', '-s', 'dev'], { input });
    expect(first.stderr).toContain('Initialized 2 secret(s), rotated 0, 1 unaffected');
    expect((await project.run(['init', 'api', '-s', 'dev'], { input })).stderr).toContain(
      'Initialized 0 secret(s), rotated 0, 3 unaffected',
    );
    expect((await project.run(['init', '-s', 'dev', '--force'], { input })).stderr).toContain(
      'Initialized 0 secret(s), rotated 2, 1 unaffected',
    );
    expect((await project.run(['get', 'DATABASE_URL', ...inDev, '--reveal'])).stdout).toBe('a b\n');
  });
});

describe('describe component', () => {
  it('masks without a key, reveals when asked', async () => {
    await set('API_KEY', apiKey);
    await set('DATABASE_URL', '{"host":"db"}');
    const masked = await project.run(['describe', 'component', 'api', '-s', 'dev'], { env: { HOME: '/nonexistent' } });
    expect(masked).toMatchObject({ code: 0, stderr: '' });
    expect(masked.stdout).toMatch(/^ {2}api_key: <MASKED>$/m);
    expect(masked.stdout).toMatch(/^ {2}replicas: 2$/m);
    const { stdout } = await project.run([
      'describe',
      'component',
      'api',
      '-s',
      'dev',
      '--mask=false',
      '--format',
      'json',
      '--provenance=false',
    ]);
    expect(JSON.parse(stdout)).toMatchObject({ vars: { api_key: apiKey, optional: 'none' }, env: { DATABASE_HOST: 'db' } });
  });
});

describe('exec', () => {
  const show = [
    '--',
    process.execPath,
    '-e',
    'process.stdout.write(JSON.stringify([process.env.API_KEY, process.env.DATABASE_URL, process.env.MINE]))',
  ];

  it('hands the values to the child, over its own environment', async () => {
    await set('API_KEY', apiKey);
    await set('DATABASE_URL', 'a b');
    const { code, stdout, stderr } = await project.run(['exec', ...inDev, ...show], { env: { API_KEY: 'old', MINE: 'kept' } });
    expect({ code, values: JSON.parse(stdout) }).toEqual({ code: 0, values: [apiKey, 'a b', 'kept'] });
    expect(stderr).toBe('warning: secret OPTIONAL has no value and is left out\n');
  });

  it('does not start the child when a required secret is missing, unless told so', async () => {
    await set('API_KEY', apiKey);
    const refused = await project.run(['exec', ...inDev, ...show]);
    expect(refused).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('1 required secret(s) missing: DATABASE_URL'),
    });
    expect(await project.run(['exec', ...inDev, '--allow-missing', ...show])).toMatchObject({
      code: 0,
      stdout: `["${apiKey}",null,null]`,
    });
  });

  it('returns the code of the child, 127 for no such program, and 128 + n for a signal', async () => {
    await set('API_KEY', apiKey);
    await set('DATABASE_URL', 'x');
    const codeOf = async (...child: string[]): Promise<number | null> =>
      (await project.run(['exec', ...inDev, '--', ...child])).code;
    expect(await codeOf('sh', '-c', 'exit 7')).toBe(7);
    expect(await codeOf('no-such-program-here')).toBe(127);
    expect(await codeOf('sh', '-c', 'kill -TERM $$')).toBe(143);
    expect(await project.run(['exec', ...inDev])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no command specified'),
    });
  });
});

import { describe, expect, it } from 'vitest';
import { atmosProject, createProject, inDev } from './run-keyrack.js';

const dev = atmosProject['stacks/deploy/dev.yaml'] ?? '';
const withLost = {
  ...atmosProject,
  'stacks/deploy/dev.yaml': dev.replace(
    'OPTIONAL: { sops: vault }',
    'OPTIONAL: { sops: vault }\n          LOST: { sops: nowhere }',
  ),
};

describe('a secret that cannot be checked', () => {
  it('fails validation, counted apart from what is missing', async () => {
    const { code, stdout, stderr } = await createProject(withLost).run(['validate', ...inDev, '--format', 'json']);
    expect(code).toBe(1);
    expect(stderr).toContain('2 required secret(s) missing, 1 could not be checked');
    expect(JSON.parse(stdout)).toMatchObject({
      valid: false,
      missing: [{ secret: 'API_KEY' }, { secret: 'DATABASE_URL' }],
      errored: [{ secret: 'LOST', error: { code: 'INVALID_CONFIG', message: expect.stringContaining('nowhere') } }],
    });
  });

  it('is listed with code and advice', async () => {
    const { code, stdout } = await createProject(withLost).run(['list', ...inDev, '--format', 'json']);
    const rows = JSON.parse(stdout) as Record<string, string>[];
    expect(code).toBe(0);
    expect(rows.map(({ Secret, Status }) => `${Secret} ${Status}`)).toEqual([
      'API_KEY missing',
      'DATABASE_URL missing',
      'LOST error',
      'OPTIONAL missing',
    ]);
    expect(rows[2]?.Error).toMatch(/^INVALID_CONFIG: .*nowhere.*/);
  });

  it('is reported by init, which sets the others', async () => {
    const project = createProject(withLost);
    await project.run(['keygen']);
    const result = await project.run(['init', '-s', 'dev'], { input: 'API_KEY=value-1\nLOST=value-2\n' });
    expect(result).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/LOST .*cannot be checked: .* \[INVALID_CONFIG\]\n[\s\S]*Initialized 1 secret/),
    });
    expect((await project.run(['get', 'API_KEY', ...inDev, '--reveal'])).stdout).toBe('value-1\n');
  });
});

describe('files of a vault', () => {
  it('that components share fail validation, whatever the names in them', async () => {
    const project = createProject({
      ...atmosProject,
      'stacks/deploy/dev.yaml': dev.replace('    web: {}\n', '    web: { secrets: { vars: { OWN: { sops: vault } } } }\n'),
    });
    const { code, stderr } = await project.run(['validate', '-s', 'dev']);
    expect(code).toBe(1);
    expect(stderr).toContain('secrets of dev/api and dev/web lie in one file, secrets/dev.enc.yaml');
    expect(stderr).toContain('1 conflict(s)');
  });
});

describe('validate', () => {
  it('fails on two backends at once and on backends in a manifest, without saying it twice', async () => {
    const project = createProject({
      ...atmosProject,
      'stacks/deploy/dev.yaml': `${dev.replace('API_KEY: { sops: vault,', 'API_KEY: { sops: vault, store: old,')}`.replace(
        'secrets:\n',
        'secrets:\n  backends: { lost: { kind: sops/age } }\n',
      ),
    });
    await project.run(['keygen']);
    await project.run(['init', '-s', 'dev'], { input: 'API_KEY=1\nDATABASE_URL=2\n' });
    const faults = [
      'stacks/deploy/dev.yaml:3:13: secrets.backends has no effect in a manifest. Move it into the main configuration file.',
      'stacks/deploy/dev.yaml:11:42: store and sops are both set; sops (vault) is used. Remove one.',
    ];
    const { code, stdout, stderr } = await project.run(['validate', ...inDev, '--format', 'json']);
    expect({ code, ...JSON.parse(stdout) }).toMatchObject({ code: 1, valid: false, missing: [], errored: [], faults });
    expect(stderr).toBe(
      `${faults.map((fault) => `error: ${fault}\n`).join('')}error: validation failed: 0 required secret(s) missing, 0 could not be checked, 0 conflict(s), 2 fault(s)\n`,
    );
    expect((await project.run(['validate', '-s', 'dev'])).code).toBe(1);
  });
});

describe('set', () => {
  it('takes standard input before an inline value, which may be empty or hold the sign', async () => {
    const project = createProject(atmosProject);
    await project.run(['keygen']);
    const value = async () => (await project.run(['get', 'API_KEY', ...inDev, '--reveal', '--raw'])).stdout;
    await project.run(['set', 'API_KEY=inline', '--stdin', ...inDev], { input: 'piped\n' });
    expect(await value()).toBe('piped');
    await project.run(['set', 'API_KEY= a=b ', ...inDev]);
    expect(await value()).toBe(' a=b ');
    expect((await project.run(['set', 'API_KEY=', ...inDev])).code).toBe(0);
    expect(await value()).toBe('');
    expect(await project.run(['set', '--stdin', ...inDev], { input: 'x' })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('secret NAME is required'),
    });
  });
});

describe('get', () => {
  it('quotes what a shell would take apart, and knows three formats', async () => {
    const project = createProject(atmosProject);
    await project.run(['keygen']);
    await project.run(['set', 'API_KEY', '--stdin', ...inDev], { input: 'two words\n"and" a $line' });
    const { stdout } = await project.run(['get', 'API_KEY', ...inDev, '--reveal', '--format', 'env']);
    expect(stdout).toBe('API_KEY=\'two words\n"and" a $line\'\n');
    const json = await project.run(['get', 'API_KEY', ...inDev, '--reveal', '--format', 'json']);
    expect(JSON.parse(json.stdout)).toBe('two words\n"and" a $line');
    const unknown = await project.run(['get', 'API_KEY', ...inDev, '--format', 'xml']);
    expect(unknown).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('text, json, env') });
  });
});

describe('delete', () => {
  it('looks at the name before it asks, and wants one or all', async () => {
    const project = createProject(atmosProject);
    const unknown = await project.run(['delete', 'API_KY', ...inDev]);
    expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining('secret is not declared "API_KY"') });
    expect(await project.run(['unset', ...inDev])).toMatchObject({ code: 2, stderr: expect.stringContaining('--all') });
  });
});

describe('keygen', () => {
  const stack = 'vars: { stage: dev }\nsecrets: { providers: { own: { kind: sops/age, spec: { file: own.enc.yaml } } } }\n';

  it('knows the vaults of stacks, and wants a name when there are several', async () => {
    const project = createProject({
      ...atmosProject,
      'stacks/deploy/dev.yaml': `${stack}components: { terraform: { api: {} } }\n`,
    });
    expect(await project.run(['keygen'])).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('multiple vaults configured; name one: own, vault.'),
    });
    expect(await project.run(['keygen', 'own'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^age1[a-z0-9]+\n$/),
      stderr: expect.stringMatching(/keep out of version control\)[\s\S]*safe to commit\)/),
    });
    const none = createProject({ 'atmos.yaml': 'base_path: .\n', 'stacks/dev.yaml': 'vars: {}\n' });
    expect((await none.run(['keygen'])).stderr).toContain('no secrets vault is configured');
  });

  it('makes a rule for every file that a vault without a file of its own derives', async () => {
    const project = createProject({
      'atmos.yaml': atmosProject['atmos.yaml']?.replace(', spec: { file: "secrets/{{ .atmos_stack }}.enc.yaml" }', '') ?? '',
      'stacks/deploy/dev.yaml':
        'vars: { stage: dev }\nsecrets: { vars: { ALL: { sops: vault, scope: global }, OURS: { sops: vault } } }\ncomponents: { terraform: { api: { secrets: { vars: { MINE: { sops: vault } } } } } }\n',
    });
    await project.run(['keygen']);
    for (const name of ['ALL', 'OURS', 'MINE'])
      expect(await project.run(['set', name, '--stdin', ...inDev], { input: `value of ${name}` })).toMatchObject({ code: 0 });
    expect(project.files().filter((file) => file.startsWith('secrets/'))).toEqual([
      'secrets/dev.api.enc.yaml',
      'secrets/dev.enc.yaml',
      'secrets/global.enc.yaml',
    ]);
  });

  it('has nothing to make for vaults of other keys', async () => {
    const files = {
      'atmos.yaml': 'base_path: .\nsecrets: { providers: { v: { kind: sops/gpg } } }\n',
      'stacks/dev.yaml': 'vars: {}\n',
    };
    expect(await createProject(files).run(['keygen'])).toMatchObject({
      code: 0,
      stdout: '',
      stderr: expect.stringContaining('sops/gpg'),
    });
  });
});

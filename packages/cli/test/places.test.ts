import { describe, expect, it } from 'vitest';
import { atmosProject, createProject, inDev } from './run-keyrack.js';

const dev = atmosProject['stacks/deploy/dev.yaml'] ?? '';

describe('stack and component', () => {
  it('come from the environment, in our spelling before that of Atmos, and flags before both', async () => {
    const project = createProject(atmosProject);
    await project.run(['keygen']);
    const env = { ATMOS_STACK: 'prod', KEYRACK_STACK: 'dev', ATMOS_COMPONENT: 'api' };
    const written = await project.run(['set', 'API_KEY', '--stdin'], { input: 'value-1', env });
    expect(written).toMatchObject({ code: 0, stderr: 'Set secret API_KEY for component api in stack dev\n' });
    expect((await project.run(['get', 'API_KEY', '--reveal'], { env })).stdout).toBe('value-1\n');
    expect((await project.run(['get', 'API_KEY', '-s', 'prod'], { env })).stderr).toContain('in stack prod');
    const listed = await project.run(['list', ...inDev], { env: { ATMOS_SECRET_LIST_FORMAT: 'csv' } });
    expect(listed.stdout).toMatch(/^Stack,Component,Secret,Scope,Provider,Status\n/);
  });

  it('are of another type only when that is named', async () => {
    const project = createProject({
      ...atmosProject,
      'stacks/deploy/dev.yaml': `${dev}  mine: { api: { secrets: { vars: { OWN: { sops: vault } } } } }\n`,
    });
    const one = await project.run(['init', 'api', '-s', 'dev', '--type', 'mine', '--dry-run'], { input: 'OWN=1' });
    expect(one.stderr).toContain('Would initialize OWN');
    expect((await project.run(['list', '-s', 'dev', '-c', 'api'])).stdout).not.toContain('OWN');
  });

  it('have to be clear when a word names components of several types, and the flag takes the first', async () => {
    const project = createProject({
      ...atmosProject,
      'stacks/deploy/dev.yaml': `${dev}  mine: { api: { secrets: { vars: { OWN: { sops: vault } } } }, lone: { secrets: { vars: { ITS: { sops: vault } } } } }\n`,
    });
    for (const command of ['init', 'list', 'validate'])
      expect(await project.run([command, 'api', '-s', 'dev'], { input: 'OWN=1' })).toMatchObject({
        code: 1,
        stdout: '',
        stderr: 'error: component api is there in several types: terraform/api, mine/api. Name one with --type.\n',
      });
    expect((await project.run(['list', 'api', '-s', 'dev', '--type', 'mine'])).stdout).toContain('OWN');
    expect((await project.run(['list', ...inDev])).stdout).toContain('API_KEY');
    expect((await project.run(['list', 'lone', '-s', 'dev'])).stdout).toContain('ITS');
  });

  it('that are named in two ways have to agree', async () => {
    const project = createProject(atmosProject);
    for (const command of ['init', 'list', 'validate'])
      expect(await project.run([command, 'api', '-s', 'dev', '-c', 'web'])).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('the component is given twice'),
      });
  });
});

describe('a global secret', () => {
  const files = {
    ...atmosProject,
    'atmos.yaml': `${atmosProject['atmos.yaml']}    other: { kind: sops/age, spec: { file: other.enc.yaml } }\n`,
    'stacks/deploy/dev.yaml': `${dev.replace('  vars:\n', '  vars:\n    LICENSE: { sops: vault, scope: global }\n')}`,
    'stacks/deploy/prod.yaml':
      'vars: { stage: prod }\nsecrets: { vars: { LICENSE: { sops: other, scope: global } } }\ncomponents: { terraform: { api: {} } }\n',
  };

  it('needs no component, and is asked for once', async () => {
    const project = createProject(files);
    await project.run(['keygen', 'vault']);
    expect(await project.run(['set', 'LICENSE', '--stdin', '-s', 'dev'], { input: 'value-1' })).toMatchObject({
      code: 0,
      stderr: 'Set global secret LICENSE (one value shared by every stack and component using its store)\n',
    });
    expect((await project.run(['get', 'LICENSE', '-s', 'dev', '--reveal'])).stdout).toBe('value-1\n');
    expect(await project.run(['set', 'API_KEY', '--stdin', '-s', 'dev'], { input: 'x' })).toMatchObject({ code: 1 });
    const dry = await project.run(['init', '-s', 'dev', '--dry-run', '--force'], { input: 'LICENSE=1\nDATABASE_URL=2' });
    expect(dry.stderr).toContain('Dry run: 1 secret(s) would be initialized, 1 rotated, 2 unaffected');
  });

  it('is listed once for each place that it lies at', async () => {
    const { stdout } = await createProject(files).run(['list', '--format', 'tsv']);
    expect(stdout.split('\n').filter((row) => row.includes('LICENSE'))).toEqual([
      '*\t*\tLICENSE\tglobal\tsops:vault\tmissing',
      '*\t*\tLICENSE\tglobal\tsops:other\tmissing',
    ]);
  });
});

describe('init', () => {
  it('passes blueprints over', async () => {
    const blueprint = '    base: { metadata: { type: abstract }, secrets: { vars: { ONLY: { sops: vault } } } }\n';
    const project = createProject({ ...atmosProject, 'stacks/deploy/dev.yaml': dev.replace('    web: {}\n', blueprint) });
    expect((await project.run(['list', '-s', 'dev'])).stdout).toContain('dev\tbase\tONLY\tinstance');
    const { stderr } = await project.run(['init', '-s', 'dev', '--dry-run'], { input: 'ONLY=1\nAPI_KEY=2' });
    expect(stderr).not.toContain('Would initialize ONLY');
    expect(stderr).toContain('Dry run: 1 secret(s) would be initialized, 0 rotated, 2 unaffected');
  });

  it('passes over what is disabled, unless it is named', async () => {
    const off = '    off: { metadata: { enabled: false }, secrets: { vars: { ONLY: { sops: vault } } } }\n';
    const project = createProject({ ...atmosProject, 'stacks/deploy/dev.yaml': dev.replace('    web: {}\n', off) });
    expect((await project.run(['list', '-s', 'dev'])).stdout).toContain('dev\toff\tONLY\tinstance');
    const { stderr } = await project.run(['init', '-s', 'dev', '--dry-run'], { input: 'ONLY=1\nAPI_KEY=2' });
    expect(stderr).toContain('Dry run: 1 secret(s) would be initialized, 0 rotated, 2 unaffected');
    for (const named of [['off'], ['-c', 'off']])
      expect((await project.run(['init', ...named, '-s', 'dev', '--dry-run'], { input: 'ONLY=1' })).stderr).toContain(
        'Would initialize ONLY',
      );
  });

  it('without a stack gives values to what the main file declares', async () => {
    const project = createProject({
      'keyrack.yaml':
        'secrets: { backends: { files: { kind: sops/age, options: { file: all.enc.yaml } } }, vars: { A: { backend: files }, B: { backend: files } } }\n',
    });
    await project.run(['keygen']);
    const { code, stderr } = await project.run(['init'], { input: 'A=1' });
    expect({ code, stderr }).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('Initialized 1 secret(s), rotated 0, 1 unaffected'),
    });
    expect((await project.run(['get', 'A', '--reveal'])).stdout).toBe('1\n');
  });
});

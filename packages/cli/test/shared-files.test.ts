import { beforeEach, describe, expect, it } from 'vitest';
import { createProject, type TestProject } from './run-keyrack.js';

const pattern = 'secrets/{{ .atmos_stack }}.enc.yaml';
const flat = `base_path: .
stacks: { base_path: stacks, included_paths: ["*"], name_template: "{{ .vars.stage }}" }
secrets:
  providers:
    vault:
      kind: sops/age
      spec:
        file: "${pattern}"
`;
const derived = flat.slice(0, flat.indexOf('      spec:'));
const stack = (stage: string): string => `vars: { stage: ${stage} }
secrets:
  vars:
    SHARED: { sops: vault }
components:
  terraform:
    api: { secrets: { vars: { KEY: { sops: vault, required: true }, ONLY_API: { sops: vault } } } }
    web: { secrets: { vars: { KEY: { sops: vault, required: true } } } }
    base: { metadata: { type: abstract }, secrets: { vars: { KEY: { sops: vault } } } }
`;
const advice = `secrets of dev/api and dev/web lie in one file, secrets/dev.enc.yaml. Take file out of the vault vault (atmos.yaml:5:5), so that each component has a file of its own, and move the values: keyrack move -s dev --vault vault --from-file '${pattern}'`;

let project: TestProject;
const set = (name: string, value: string, component: string) =>
  project.run(['set', name, '--stdin', '-s', 'dev', '-c', component], { input: value });
const get = async (name: string, component: string): Promise<string> =>
  (await project.run(['get', name, '-s', 'dev', '-c', component, '--reveal'])).stdout;
const move = (...flags: string[]) => project.run(['move', '-s', 'dev', '--from-file', pattern, '--format', 'json', ...flags]);
const outcomes = (stdout: string): string[] =>
  (JSON.parse(stdout).results as Record<string, string>[]).map(
    ({ secret, component, outcome }) => `${component} ${secret} ${outcome}`,
  );

beforeEach(async () => {
  project = createProject({ 'atmos.yaml': flat, 'stacks/dev.yaml': stack('dev'), 'stacks/prod.yaml': stack('prod') });
  expect((await project.run(['keygen'])).code).toBe(0);
});

describe('a file that components share', () => {
  it('is warned of at the first write, and fails validation of the stack and of each component alike', async () => {
    expect((await set('KEY', 'one', 'api')).stderr).toContain(`warning: ${advice}\n`);
    expect((await set('SHARED', 'one', 'api')).stderr).not.toContain('warning');
    const init = await project.run(['init', '-s', 'dev'], { input: 'ONLY_API=two\n' });
    expect(init.stderr.split(advice)).toHaveLength(2);
    for (const place of [[], ['-c', 'api'], ['-c', 'web']])
      expect(await project.run(['validate', '-s', 'dev', ...place])).toMatchObject({
        code: 1,
        stderr: expect.stringContaining(`error: ${advice}\n`),
      });
  });
});

describe('move', () => {
  const before = async (): Promise<void> => {
    await set('KEY', 'both', 'api');
    await set('ONLY_API', 'mine', 'api');
    await set('SHARED', 'all', 'web');
    project.write('atmos.yaml', derived);
  };

  it('gives each component its own value and leaves what belongs where it lies', async () => {
    await before();
    expect(await get('KEY', 'api')).toBe('');
    const dry = await move('--dry-run');
    expect(outcomes(dry.stdout)).toEqual(['api KEY moved', 'web KEY moved', 'api ONLY_API moved']);
    expect(dry.stderr).toContain('Dry run: 3 value(s) would be moved, 0 copied, 0 failed');
    expect(project.files().filter((file) => file.startsWith('secrets/'))).toEqual(['secrets/dev.enc.yaml']);

    const done = await move();
    expect({ code: done.code, outcomes: outcomes(done.stdout) }).toEqual({ code: 0, outcomes: outcomes(dry.stdout) });
    expect(JSON.parse(done.stdout)).toMatchObject({
      action: 'move',
      dryRun: false,
      results: expect.arrayContaining([
        {
          secret: 'KEY',
          scope: 'instance',
          stack: 'dev',
          component: 'api',
          type: 'terraform',
          provider: 'sops:vault',
          from: 'secrets/dev.enc.yaml',
          to: 'secrets/dev.api.enc.yaml',
          outcome: 'moved',
        },
      ]),
    });
    expect([await get('KEY', 'api'), await get('KEY', 'web'), await get('ONLY_API', 'api'), await get('SHARED', 'api')]).toEqual([
      'both\n',
      'both\n',
      'mine\n',
      'all\n',
    ]);
    expect(project.read('secrets/dev.enc.yaml')).toMatch(/^SHARED: .*\nsops:/);
    for (const place of [[], ['-c', 'api'], ['-c', 'web']])
      expect((await project.run(['validate', '-s', 'dev', ...place])).code).toBe(0);
    const again = await move();
    expect(again).toMatchObject({ code: 0, stderr: expect.stringContaining('Moved 0 value(s)') });
    expect(outcomes(again.stdout)).toEqual([]);
  });

  it('of one component keeps the old value for the other, and goes on where it was cut short', async () => {
    await before();
    const first = await move('-c', 'api');
    expect(first).toMatchObject({ code: 0, stderr: expect.stringContaining('KEY for component web in stack dev') });
    expect(outcomes(first.stdout)).toEqual(['api KEY copied', 'api ONLY_API moved']);
    expect(project.read('secrets/dev.enc.yaml')).toMatch(/^KEY: /m);
    const second = await move();
    expect(outcomes(second.stdout)).toEqual(['api KEY moved', 'web KEY moved']);
    expect(project.read('secrets/dev.enc.yaml')).not.toMatch(/^KEY: /m);
    expect([await get('KEY', 'api'), await get('KEY', 'web')]).toEqual(['both\n', 'both\n']);
  });

  it('overwrites nothing and loses nothing', async () => {
    await before();
    await set('KEY', 'newer', 'web');
    const { code, stdout, stderr } = await move();
    expect({ code, outcomes: outcomes(stdout) }).toEqual({
      code: 1,
      outcomes: ['api KEY copied', 'web KEY failed', 'api ONLY_API moved'],
    });
    expect(stderr).toContain('another value is there already');
    expect(`${stdout}${stderr}`).not.toContain('newer');
    expect([await get('KEY', 'api'), await get('KEY', 'web')]).toEqual(['both\n', 'newer\n']);
    expect(project.read('secrets/dev.enc.yaml')).toMatch(/^KEY: /m);
  });

  it('leaves values of a type of their own to the tool that wrote them', async () => {
    await set('KEY', '5432', 'api');
    const file = 'secrets/dev.enc.yaml';
    project.write(file, project.read(file).replace(/^(KEY: .*),type:str\]$/m, '$1,type:int]'));
    project.write('atmos.yaml', derived);
    const { code, stdout } = await move();
    expect({ code, outcomes: outcomes(stdout) }).toEqual({ code: 1, outcomes: ['api KEY failed', 'web KEY failed'] });
    expect(project.read(file)).toMatch(/^KEY: .*type:int\]$/m);
  });

  it('keeps a file of several stacks until each of them has its values', async () => {
    project.write('atmos.yaml', flat.replace(pattern, 'secrets/all.enc.yaml'));
    await set('KEY', 'both', 'api');
    project.write('atmos.yaml', derived);
    const flags = ['move', '--from-file', 'secrets/all.enc.yaml', '--format', 'json'];
    expect(outcomes((await project.run([...flags, '-s', 'dev'])).stdout)).toEqual(['api KEY copied', 'web KEY copied']);
    const rest = await project.run([...flags]);
    expect(outcomes(rest.stdout)).toEqual(['api KEY moved', 'web KEY moved', 'api KEY moved', 'web KEY moved']);
    expect(project.read('secrets/all.enc.yaml')).not.toMatch(/^KEY: /m);
  });

  it('says that nothing is to be moved while the vault still names the old file', async () => {
    await set('KEY', 'one', 'api');
    expect(await move()).toMatchObject({ code: 0, stderr: expect.stringContaining('Moved 0 value(s)') });
    expect(await get('KEY', 'api')).toBe('one\n');
    expect(await project.run(['move', '-s', 'dev'])).toMatchObject({ code: 2, stderr: expect.stringContaining('--from-file') });
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { atTerminal } from './at-terminal.js';
import { createProject, type TestProject } from './run-keyrack.js';

// DATABASE_URL belongs to the stack, LICENSE to all, KEY to each component; CERT is one value by reference, OVER is overridden in web.
const files = {
  'atmos.yaml': `base_path: .
stacks: { base_path: stacks, included_paths: ["*"], name_template: "{{ .vars.stage }}" }
secrets:
  providers:
    vault: { kind: sops/age }
    one: { kind: sops/age, spec: { file: secrets/all.enc.yaml } }
`,
  'stacks/dev.yaml': `vars: { stage: dev }
secrets:
  vars:
    DATABASE_URL: { sops: vault }
    LICENSE: { sops: one, scope: global }
    OVER: { sops: vault }
components:
  terraform:
    api: { secrets: { vars: { KEY: { sops: vault }, CERT: { sops: one, reference: certificate } } } }
    base: { metadata: { type: abstract } }
    web: { secrets: { vars: { KEY: { sops: vault }, OVER: { sops: vault } } } }
    worker: {}
`,
  'stacks/prod.yaml': `vars: { stage: prod }
secrets: { vars: { LICENSE: { sops: one, scope: global }, DATABASE_URL: { sops: vault } } }
components: { terraform: { edge: { secrets: { vars: { TLS: { sops: one, reference: certificate } } } } } }
`,
};
const inDev = ['-s', 'dev', '-c', 'api'] as const;
const names = ['CERT', 'DATABASE_URL', 'KEY', 'LICENSE', 'OVER'];

const database = 'stack-scoped secret DATABASE_URL for stack dev (shared by every component in the stack';
const license = 'global secret LICENSE (one value shared by every stack and component using its store';

let project: TestProject;

beforeEach(async () => {
  project = createProject(files);
  await project.run(['keygen', 'vault']);
  await project.run(['keygen', 'one']);
  for (const name of names) expect(await project.run(['set', `${name}=value-of-${name}`, ...inDev])).toMatchObject({ code: 0 });
  await project.run(['set', 'KEY=of-web', '-s', 'dev', '-c', 'web']);
});

async function withValue(component = 'api'): Promise<string[]> {
  const { stdout } = await project.run(['list', '-s', 'dev', '-c', component, '--format', 'json']);
  const rows = JSON.parse(stdout) as Record<string, string>[];
  return rows.flatMap(({ Secret = '', Status }) => (Status === 'initialized' ? [Secret] : []));
}

describe('set and delete of a secret that others use', () => {
  it.each([
    ['DATABASE_URL', 'stack', `Deleted ${database}; also used by web, worker)\n`, ['dev/web', 'dev/worker']],
    [
      'OVER',
      'stack',
      'Deleted stack-scoped secret OVER for stack dev (shared by every component in the stack; also used by worker)\n',
      ['dev/worker'],
    ],
    ['LICENSE', 'global', `Deleted ${license}; also used by web, worker, prod/edge)\n`, ['dev/web', 'dev/worker', 'prod/edge']],
    ['CERT', 'instance', 'Deleted secret CERT for component api in stack dev (also used by prod/edge)\n', ['prod/edge']],
    ['KEY', 'instance', 'Deleted secret KEY for component api in stack dev\n', []],
  ])('name scope and others: %s', async (name, scope, stderr, others) => {
    const users = others.map((other) => ({ stack: other.split('/')[0], component: other.split('/')[1] }));
    const set = await project.run(['set', name, '--stdin', '--format', 'json', ...inDev], { input: 'new' });
    expect(JSON.parse(set.stdout)).toEqual({
      action: 'set',
      secret: name,
      scope,
      ...(others.length > 0 && { sharedWith: users }),
      ...(scope !== 'global' && { stack: 'dev' }),
      ...(scope === 'instance' && { component: 'api', type: 'terraform' }),
      provider: expect.stringMatching(/^sops:(vault|one)$/),
      written: true,
    });
    const deleted = await project.run(['delete', name, '--force', '--format', 'json', ...inDev]);
    expect(deleted).toMatchObject({ code: 0, stderr });
    const { written: _, ...keys } = JSON.parse(set.stdout);
    expect(JSON.parse(deleted.stdout)).toEqual({ ...keys, action: 'delete', deleted: true });
    const again = await project.run(['delete', name, '--force', ...inDev]);
    expect(again).toMatchObject({ code: 0, stderr: expect.stringContaining(`Nothing to delete: `) });
    expect(again.stderr).toContain(stderr.slice('Deleted '.length));
  });

  it('name all users where no component is given', async () => {
    const all = ['api', 'web', 'worker'].map((component) => ({ stack: 'dev', component }));
    const set = await project.run(['set', 'DATABASE_URL', '--stdin', '-s', 'dev', '--format', 'json'], { input: 'new' });
    expect(JSON.parse(set.stdout)).toMatchObject({ written: true, sharedWith: all });
    const deleted = await project.run(['delete', 'DATABASE_URL', '--force', '-s', 'dev', '--format', 'json']);
    expect(JSON.parse(deleted.stdout)).toMatchObject({ deleted: true, sharedWith: all });
    expect(deleted.stderr).toBe(`Deleted ${database}; also used by api, web, worker)\n`);
    const again = await project.run(['delete', 'DATABASE_URL', '--force', '-s', 'dev', '-c', 'web', '--format', 'json']);
    expect(JSON.parse(again.stdout).sharedWith).toEqual(all.filter(({ component }) => component !== 'web'));
  });

  it('ask with them in the question', async () => {
    const plain = (text: string): string => text.replaceAll(/[\s│]+/g, ' ');
    const deleting = await atTerminal(project, ['delete', 'DATABASE_URL', ...inDev], [['worker)', 'n']]);
    expect(deleting).toMatchObject({ code: 0, turns: 1, shown: expect.stringContaining('Aborted') });
    const setting = await atTerminal(
      project,
      ['set', 'DATABASE_URL', ...inDev],
      [
        ['Overwrite', 'y'],
        ['Enter secret value', 'typed\r'],
      ],
    );
    expect(setting).toMatchObject({ code: 0, turns: 2 });
    expect(plain(setting.shown)).toContain(`Set ${database})`);
    expect(await withValue()).toEqual(names);
  });

  it('still work, with a warning, when another component cannot be read', async () => {
    project.write(
      'stacks/odd.yaml',
      'vars: { stage: odd }\ncomponents: { terraform: { lost: { secrets: { vars: { A: { scope: stack } } } } } }\n',
    );
    const { code, stderr } = await project.run(['delete', 'DATABASE_URL', '--force', ...inDev]);
    expect(code).toBe(0);
    expect(stderr).toContain(`Deleted ${database})\n`);
    expect(stderr).toMatch(
      /^warning: not all who use it can be named: stacks\/odd\.yaml:2:\d+: secret scope conflicts.* \[INVALID_CONFIG\]$/m,
    );
  });
});

describe('delete --all', () => {
  const left =
    '4 secret(s) that do not belong to the component alone are left as they are: CERT (also used by prod/edge), DATABASE_URL (stack-scoped; also used by web, worker), LICENSE (global; also used by web, worker, prod/edge), OVER (stack-scoped; also used by worker). Add --include-shared to delete them.\n';

  const own = { scope: 'instance', stack: 'dev', component: 'api', type: 'terraform' };

  it("deletes what is the component's alone, and says what is left", async () => {
    const { code, stdout, stderr } = await project.run(['delete', '--all', '--force', ...inDev, '--format', 'json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: `${left}Deleted 1 declared secret(s) for component api in stack dev\n` });
    expect(JSON.parse(stdout)).toEqual({
      action: 'delete',
      results: [{ secret: 'KEY', ...own, provider: 'sops:vault', deleted: true }],
      left: [
        { secret: 'CERT', ...own, provider: 'sops:one', sharedWith: [{ stack: 'prod', component: 'edge' }] },
        {
          secret: 'DATABASE_URL',
          scope: 'stack',
          stack: 'dev',
          provider: 'sops:vault',
          sharedWith: [
            { stack: 'dev', component: 'web' },
            { stack: 'dev', component: 'worker' },
          ],
        },
        { secret: 'LICENSE', scope: 'global', provider: 'sops:one', sharedWith: expect.any(Array) },
        {
          secret: 'OVER',
          scope: 'stack',
          stack: 'dev',
          provider: 'sops:vault',
          sharedWith: [{ stack: 'dev', component: 'worker' }],
        },
      ],
      stack: 'dev',
      component: 'api',
    });
    expect(await withValue()).toEqual(['CERT', 'DATABASE_URL', 'LICENSE', 'OVER']);
    expect(await withValue('web')).toEqual(['DATABASE_URL', 'KEY', 'LICENSE']);
  });

  it('keeps what is shared by scope also where nobody else declares it now', async () => {
    const edge = ['-s', 'prod', '-c', 'edge'];
    await project.run(['set', 'DATABASE_URL=1', ...edge]);
    const { stderr } = await project.run(['delete', '--all', '--force', ...edge]);
    expect(stderr).toContain('DATABASE_URL (stack-scoped), ');
    expect((await project.run(['list', ...edge])).stdout).toContain('DATABASE_URL\tstack\tsops:vault\tinitialized\n');
  });

  it('takes them along with --include-shared', async () => {
    const { code, stderr } = await project.run(['delete', '--all', '--include-shared', '--force', ...inDev]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'Deleted 5 declared secret(s) for component api in stack dev\n' });
    expect(await withValue()).toEqual([]);
    expect(await withValue('web')).toEqual(['KEY']);
  });

  it('says at a terminal what it would delete', async () => {
    const own = 'Delete the values of 1 secret(s) declared for component api in stack dev: KEY?';
    const first = await atTerminal(project, ['delete', '--all', ...inDev], [[own, 'n']]);
    expect(first).toMatchObject({ code: 0, turns: 1, shown: expect.stringContaining('Aborted') });
    const all = ['delete', '--all', '--include-shared', ...inDev];
    const second = await atTerminal(project, all, [['api in stack dev: CERT (also used by', 'n']]);
    expect(second).toMatchObject({ code: 0, turns: 1, shown: expect.stringContaining('Aborted') });
    expect(await withValue()).toEqual(names);
  });

  it("needs no --force where nothing is the component's alone", async () => {
    expect(await project.run(['delete', '--all', '-s', 'dev', '-c', 'worker'])).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('Deleted 0 declared secret(s) for component worker in stack dev\n'),
    });
  });
});

describe('--include-shared', () => {
  it('belongs to --all', async () => {
    expect(await project.run(['delete', 'KEY', '--include-shared', '--force', ...inDev])).toMatchObject({
      code: 2,
      stderr: 'error: --include-shared belongs to --all. Leave it out, or give --all in place of a NAME.\n',
    });
    expect(await withValue()).toEqual(names);
  });
});

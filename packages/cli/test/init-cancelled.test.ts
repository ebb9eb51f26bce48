import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { type AwsEmulator, startAwsEmulator } from '@keyrack/emulators';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { atTerminal } from './at-terminal.js';
import { atmosProject, createProject, inDev, type TestProject } from './run-keyrack.js';

async function withKey(): Promise<TestProject> {
  const project = createProject(atmosProject);
  await project.run(['keygen']);
  return project;
}

const ctrlC = '\u0003';
const value = async (project: TestProject, name: string): Promise<string> =>
  (await project.run(['get', name, ...inDev, '--reveal'])).stdout;

describe('init that is cancelled at a question', () => {
  it('says what was written, and where it stopped', async () => {
    const project = await withKey();
    const result = await atTerminal(
      project,
      ['init', '-s', 'dev'],
      [
        ['for API_KEY', 'value-1\r'],
        ['for DATABASE_URL', ctrlC],
      ],
    );
    expect(result).toMatchObject({ code: 130, turns: 2 });
    expect(result.all).toContain(
      'cancelled after 1 of 3 secrets: API_KEY was written for component api in stack dev. Run `keyrack init` again to go on.',
    );
    expect(result.all).not.toContain('nothing was written');
    expect(await value(project, 'API_KEY')).toBe('value-1\n');
  });

  it('names every place that it wrote to', async () => {
    const project = await withKey();
    const result = await atTerminal(
      project,
      ['init', '-s', 'dev'],
      [
        ['for API_KEY', 'value-1\r'],
        ['for DATABASE_URL', 'value-2\r'],
        ['for OPTIONAL', ctrlC],
      ],
    );
    expect(result.code).toBe(130);
    expect(result.all).toContain(
      'cancelled after 2 of 3 secrets: API_KEY was written for component api in stack dev, DATABASE_URL for stack dev.',
    );
  });

  it('says that nothing was written when nothing was', async () => {
    const project = await withKey();
    const result = await atTerminal(project, ['init', '-s', 'dev'], [['for API_KEY', ctrlC]]);
    expect(result).toMatchObject({ code: 130, turns: 1 });
    expect(result.all).toContain('cancelled after 0 of 3 secrets; nothing was written.');
  });

  it('says so in JSON, too', async () => {
    const project = await withKey();
    const result = await atTerminal(
      project,
      ['init', '-s', 'dev', '--format', 'json'],
      [
        ['for API_KEY', 'value-1\r'],
        ['for DATABASE_URL', ctrlC],
      ],
      { stdout: 'out.json' },
    );
    expect(result.code).toBe(130);
    expect(JSON.parse(project.read('out.json'))).toEqual({
      action: 'init',
      dryRun: false,
      initialized: 1,
      rotated: 0,
      unaffected: 0,
      skipped: 0,
      failed: 0,
      written: [
        { secret: 'API_KEY', scope: 'instance', stack: 'dev', component: 'api', type: 'terraform', provider: 'sops:vault' },
      ],
      stopped: { after: 1, of: 3, at: { secret: 'DATABASE_URL', scope: 'stack', stack: 'dev', provider: 'sops:vault' } },
    });
  });

  it('says so when a signal ends it there', async () => {
    const project = await withKey();
    const result = await atTerminal(
      project,
      ['init', '-s', 'dev'],
      [
        ['for API_KEY', 'value-1\r'],
        ['for DATABASE_URL', { signal: 'SIGTERM' }],
      ],
    );
    expect(result).toMatchObject({ code: 143, turns: 2 });
    expect(result.all).toContain('cancelled after 1 of 3 secrets: API_KEY was written for component api in stack dev.');
  });
});

const far = {
  'keyrack.yaml': `secrets:
  backends: { far: { kind: aws/ssm, options: { region: us-east-1, endpoint: !env FAR } } }
  vars: { A: { backend: far, required: true }, B: { backend: far, required: true }, C: { backend: far, required: true } }
`,
};

describe('a backend that ends a command in the middle', () => {
  let aws: AwsEmulator;
  let project: TestProject;
  let env: Record<string, string>;
  beforeAll(async () => {
    aws = await startAwsEmulator();
  });
  beforeEach(() => {
    aws.reset();
    project = createProject(far);
    env = { ...aws.env, FAR: aws.url };
  });
  afterAll(() => aws.close());

  async function interrupted(child: ChildProcess, operation: string, signal: NodeJS.Signals) {
    let [stdout, stderr] = ['', ''];
    child.stdout?.on('data', (data) => {
      stdout += data;
    });
    child.stderr?.on('data', (data) => {
      stderr += data;
    });
    const closed = once(child, 'close');
    await vi.waitUntil(() => aws.requests.find({ operation }).length === 2, { timeout: 10_000, interval: 5 });
    child.kill(signal);
    const [code] = await closed;
    return { code, stdout, stderr };
  }

  it('by an error: init tells what it wrote before', async () => {
    aws.fault('forbidden', { operation: 'PutParameter', names: ['/B'] });
    const { code, stdout, stderr } = await project.run(['init', '--format', 'json'], { env, input: 'A=1\nB=2\nC=3\n' });
    expect(code).toBe(1);
    expect(stderr).toContain('stopped at B, after 1 of 3 secrets: A was written globally. Run `keyrack init` again to go on.\n');
    expect(stderr).toMatch(/^error: set of "B" on aws\/ssm was refused/m);
    expect(aws.ssm.names()).toEqual(['/A']);
    expect(JSON.parse(stdout)).toMatchObject({
      initialized: 1,
      written: [{ secret: 'A', scope: 'global', provider: 'store:far' }],
      stopped: { after: 1, of: 3, at: { secret: 'B' }, error: { code: 'PERMISSION_DENIED', message: expect.any(String) } },
    });
  });

  it('by silence: init that is interrupted tells what it wrote, and what it may have written', async () => {
    aws.fault('slow', { operation: 'PutParameter', names: ['/B'] });
    const child = project.start(['init'], env);
    child.stdin?.end('A=1\nB=2\nC=3\n');
    const { code, stderr } = await interrupted(child, 'PutParameter', 'SIGINT');
    expect(code).toBe(130);
    expect(stderr).toContain(
      'cancelled after 1 of 3 secrets: A was written globally. B was being written and may have its new value. Run `keyrack init` again to go on.\n',
    );
  });

  it.each([
    [[], 'keyrack delete --all'],
    [['--include-shared'], 'keyrack delete --all --include-shared'],
  ])('by silence: delete --all %j that is interrupted tells what it deleted', async (flags, again) => {
    for (const name of ['A', 'B', 'C']) aws.ssm.seed(`/dev/api/${name}`, 'x');
    aws.fault('slow', { operation: 'DeleteParameter', names: ['/dev/api/B'] });
    const stacks = {
      'keyrack.yaml': `stacks: { base_path: stacks, included_paths: ["**/*"], name_template: "{{ .vars.stage }}" }
secrets: { backends: { far: { kind: aws/ssm, options: { region: us-east-1, endpoint: !env FAR } } } }
`,
      'stacks/dev.yaml': `vars: { stage: dev }
components: { terraform: { api: { secrets: { vars: { A: { backend: far }, B: { backend: far }, C: { backend: far } } } } } }
`,
    };
    const child = createProject(stacks).start(['delete', '--all', '--force', ...flags, ...inDev, '--format', 'json'], env);
    const { code, stdout, stderr } = await interrupted(child, 'DeleteParameter', 'SIGTERM');
    expect(code).toBe(143);
    expect(stderr).toContain('cancelled after 1 of 3 secrets: A was deleted for component api in stack dev.');
    expect(stderr).toContain(`B was being deleted and may be gone. Run \`${again}\` again to go on.`);
    expect(stderr).not.toContain('was not deleted');
    expect(JSON.parse(stdout)).toMatchObject({
      action: 'delete',
      results: [{ secret: 'A', deleted: true }],
      stopped: { after: 1, of: 3, at: { secret: 'B' }, inDoubt: true },
    });
  });
});

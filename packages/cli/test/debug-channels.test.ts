import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { type AwsEmulator, startAwsEmulator } from '@keyrack/emulators';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { narrowed } from '../src/debug-channels.js';
import { atmosProject, createProject, inDev, type Run, type TestProject } from './run-keyrack.js';

const canary = 'cAnArY-debug-42';
const asBuffer = Buffer.from(canary)
  .toString('hex')
  .replaceAll(/..(?=.)/g, '$& ');

async function initialised(): Promise<TestProject> {
  const project = createProject(atmosProject);
  await project.run(['keygen']);
  await project.run(['init', '-s', 'dev'], { input: `API_KEY=${canary}\nDATABASE_URL=${canary}\n` });
  return project;
}

function shown({ stdout, stderr }: Run): string {
  return stdout + stderr;
}

describe('NODE_DEBUG', () => {
  it.each(['child_process', '*'])('of %s shows no value of a child, which gets the variable', async (channels) => {
    const project = await initialised();
    const result = await project.run(['exec', ...inDev, '--', 'sh', '-c', 'echo "<$NODE_DEBUG>$KEYRACK_SET_ASIDE_NODE_DEBUG"'], {
      env: { NODE_DEBUG: channels },
    });
    expect(result).toMatchObject({ code: 0, stdout: `<${channels}>\n` });
    expect(shown(result)).not.toContain(canary);
    expect(result.stderr).toContain('warning: NODE_DEBUG can show secret values');
  });

  it('shows nothing of what is read', async () => {
    const project = await initialised();
    const result = await project.run(['set', 'API_KEY', '--stdin', '--force', ...inDev], {
      input: canary,
      env: { NODE_DEBUG: 'stream' },
    });
    expect(result).toMatchObject({ code: 0, stdout: '' });
    expect(shown(result)).not.toContain(asBuffer);
    expect((await project.run(['get', 'API_KEY', '--reveal', ...inDev])).stdout).toBe(`${canary}\n`);
  });

  it('stays away when somebody sets it beside what was put aside', async () => {
    const project = await initialised();
    const env = { NODE_DEBUG: 'child_process', KEYRACK_SET_ASIDE_NODE_DEBUG: 'x', KEYRACK_SET_ASIDE_NODE_OPTIONS: '' };
    const result = await project.run(['exec', ...inDev, '--', 'sh', '-c', 'echo "$NODE_DEBUG"'], { env });
    expect(result).toMatchObject({ code: 0, stdout: 'child_process\n' });
    expect(shown(result)).not.toContain(canary);
  });
});

describe('a login', () => {
  let aws: AwsEmulator;
  beforeAll(async () => {
    aws = await startAwsEmulator();
  });
  afterAll(() => aws.close());

  it('is not shown by the channels of connections', async () => {
    aws.ssm.seed('/A', canary);
    const project = createProject({
      'keyrack.yaml': `secrets:
  backends: { far: { kind: aws/ssm, options: { region: us-east-1, endpoint: "${aws.url}" } } }
  vars: { A: { backend: far } }
`,
    });
    const env = { ...aws.env, NODE_DEBUG: 'http,https,net,tls,stream,child_process' };
    const result = await project.run(['exec', '--', 'sh', '-c', 'test -n "$A"'], { env });
    expect(result).toMatchObject({ code: 0, stdout: '' });
    expect(result.stderr).not.toContain(aws.credentials.secretAccessKey);
    expect(result.stderr).not.toMatch(/authorization|x-amz/i);
  });
});

describe('NODE_OPTIONS', () => {
  it.each(['--heapsnapshot-signal=SIGUSR2', '--report-on-signal --report-signal SIGUSR2', '--heapsnapshot_signal "SIGUSR2"'])(
    'with %s makes no file of our memory, and reaches the child',
    async (NODE_OPTIONS) => {
      const project = await initialised();
      const script = 'trap "echo told" USR2; echo "$NODE_OPTIONS"; kill -USR2 $PPID; for i in 1 2 3 4 5 6; do sleep 0.2; done';
      const result = await project.run(['exec', ...inDev, '--', 'sh', '-c', script], { env: { NODE_OPTIONS } });
      expect(result).toMatchObject({ code: 0, stdout: `${NODE_OPTIONS}\ntold\n` });
      expect(project.files().filter((name) => /heapsnapshot|report/i.test(name))).toEqual([]);
      expect(result.stderr).toContain('NODE_OPTIONS');
    },
  );

  it('with --inspect has closed its port when values are there', async () => {
    const project = await initialised();
    const child = spawnWaiting(project, { NODE_OPTIONS: '--inspect=127.0.0.1:0' });
    const stderr = collected(child);
    await once(child.stdout!, 'data');
    const [, port = ''] = /ws:\/\/127\.0\.0\.1:(\d+)/.exec(stderr()) ?? [];
    expect(port).toMatch(/^\d+$/);
    const answer = await answerOf(Number(port));
    child.kill('SIGTERM');
    expect(answer).toBe('ECONNREFUSED');
    expect(await once(child, 'exit')).toEqual([143, null]);
  });

  it('with anything else is left alone', async () => {
    const project = await initialised();
    const env = { NODE_OPTIONS: '--max-old-space-size=300 --no-warnings' };
    const result = await project.run(['exec', ...inDev, '--', 'sh', '-c', 'echo "$NODE_OPTIONS"'], { env });
    expect(result).toMatchObject({
      code: 0,
      stdout: `${env.NODE_OPTIONS}\n`,
      stderr: expect.not.stringContaining('NODE_OPTIONS'),
    });
  });

  it.each([
    ['--require "./a \\"b.js" --inspect-brk=9229 --max-old-space-size=100', '--require "./a \\"b.js" --max-old-space-size=100'],
    ['--heapsnapshot-signal SIGUSR2 --trace-warnings', '--trace-warnings'],
    ['--heapsnapshot-near-heap-limit=2', ''],
    ['--report_on_signal --tls-keylog=/tmp/keys --trace-tls', ''],
    ['"--inspect"', ''],
    ['"--ins\\pect=0" --trace-warnings', '--trace-warnings'],
    ['"\\--report-on-signal"', ''],
    ['"x\\\n" --inspect=0', '"x\\\n"'],
    ['--title="a\\\\" --inspect', '--title="a\\\\"'],
    ['--ins\\pect', '--ins\\pect'],
    ['--title=--inspect --inspection-of-mine', '--title=--inspect --inspection-of-mine'],
    ['', ''],
  ])('%s is narrowed to %s', (given, left) => {
    expect(narrowed(given)).toBe(left);
  });
});

function spawnWaiting(project: TestProject, env: Record<string, string>): ChildProcess {
  return project.start(['exec', ...inDev, '--', 'sh', '-c', 'echo ready; exec sleep 20'], env);
}

function collected({ stderr }: ChildProcess): () => string {
  let text = '';
  stderr?.setEncoding('utf8').on('data', (more: string) => {
    text += more;
  });
  return () => text;
}

async function answerOf(port: number): Promise<string | undefined> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return 'connected';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code;
  } finally {
    socket.destroy();
  }
}

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, mkdirSync, openSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { atmosProject, createProject, inDev, type TestProject } from './run-keyrack.js';

function makePipe(path: string): void {
  expect(spawnSync('mkfifo', [path]).status).toBe(0);
}

/** Whether somebody reads a pipe. A writer that comes and goes without a word is none. */
function isRead(path: string): boolean {
  try {
    closeSync(openSync(path, constants.O_WRONLY | constants.O_NONBLOCK));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENXIO') return false;
    throw error;
  }
}

/** Writes to a pipe once somebody reads it, from another process. */
async function feed(path: string, text: string): Promise<void> {
  const writer = spawn('sh', ['-c', 'printf %s "$1" > "$0"', path, text], { stdio: 'ignore', timeout: 5000 });
  await once(writer, 'close');
}

/** What a command comes to that nobody ends; one that stays is killed after five seconds. */
async function outcome(child: ChildProcess): Promise<{ code: unknown; signal: unknown; stdout: string; stderr: string }> {
  const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text;
    });
  const [code, signal] = await once(child, 'close');
  clearTimeout(timer);
  return { code, signal, ...texts };
}

/** Tells a command to end once it waits; how it ended, and whether within a second. */
async function toldToEnd(
  child: ChildProcess,
  signal: NodeJS.Signals,
  isWaiting: () => boolean,
): Promise<{ code: unknown; signal: unknown; soon: boolean }> {
  const end = outcome(child);
  await vi.waitUntil(isWaiting, { timeout: 4000, interval: 20 });
  // Whoever begins to wait may have something to do first.
  await wait(100);
  expect(child.exitCode).toBe(null);
  const start = performance.now();
  child.kill(signal);
  const { code, signal: killedBy } = await end;
  return { code, signal: killedBy, soon: performance.now() - start < 1000 };
}

const plain = {
  'keyrack.yaml': `secrets:
  backends: { file: { kind: dotenv, options: { file: .env } } }
  vars: { A: { backend: file, required: true } }
`,
};

async function vaultProject(files: Readonly<Record<string, string>> = {}): Promise<TestProject> {
  const project = createProject({ ...atmosProject, ...files });
  await project.run(['keygen']);
  return project;
}

describe.skipIf(process.platform === 'win32')('what is no regular file', () => {
  it.each(['pipe', 'device', 'folder'])('in place of a SOPS file is named at once: a %s', async (what) => {
    const project = await vaultProject();
    const vault = join(project.folder, 'secrets/dev.enc.yaml');
    mkdirSync(what === 'folder' ? vault : join(vault, '..'), { recursive: true });
    if (what === 'pipe') makePipe(vault);
    if (what === 'device') symlinkSync('/dev/zero', vault);
    for (const line of ['get API_KEY', 'set API_KEY=new', 'delete API_KEY --force', 'exec']) {
      const child = project.start([...line.split(' '), ...inDev, ...(line === 'exec' ? ['--', 'true'] : [])]);
      expect(await outcome(child), line).toMatchObject({
        code: 1,
        stderr: expect.stringContaining(`cannot read ${vault}: it is a ${what}, where a regular file is needed.`),
      });
    }
    const listed = await outcome(project.start(['list', ...inDev, '--format', 'json']));
    expect(listed).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(`it is a ${what}, where a regular file is needed.`),
    });
  });

  it.each(['atmos.yaml', 'stacks/deploy/dev.yaml', 'stacks/deploy/more.yaml'])(
    'in place of %s is named at once',
    async (name) => {
      const project = createProject(atmosProject);
      rmSync(join(project.folder, name), { force: true });
      makePipe(join(project.folder, name));
      const message = `cannot read ${join(project.folder, name)}: it is a pipe, where a regular file is needed.`;
      expect(await outcome(project.start(['get', 'API_KEY', ...inDev]))).toMatchObject({
        code: 1,
        stderr: expect.stringContaining(message),
      });
    },
  );

  it.each(['keyrack.yaml', '.atmos.yml'])('in place of %s is named, also a folder', async (name) => {
    const project = createProject({});
    mkdirSync(join(project.folder, name));
    expect(await outcome(project.start(['list']))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(
        `cannot read ${join(project.folder, name)}: it is a folder, where a regular file is needed.`,
      ),
    });
  });
});

describe.skipIf(process.platform === 'win32')('a pipe', () => {
  it('is given up when it brings more than any value has', async () => {
    const project = await vaultProject();
    for (const line of ['set API_KEY --stdin', 'set API_KEY @/dev/stdin']) {
      const { code, stderr } = await project.shell(`head -c 33554433 /dev/zero | keyrack ${line} ${inDev.join(' ')}`);
      expect([code, stderr], line).toEqual([1, expect.stringContaining('has more than 33554432 bytes')]);
    }
  });

  it('is read in place of a .env file', async () => {
    const project = createProject(plain);
    makePipe(join(project.folder, '.env'));
    const read = outcome(project.start(['get', 'A', '--reveal']));
    await feed(join(project.folder, '.env'), 'A=mounted\n');
    expect(await read).toMatchObject({ code: 0, stdout: 'mounted\n' });
  });

  it.each(['set API_KEY @values', 'init --input values'])('is read as input by %s', async (line) => {
    const project = await vaultProject();
    makePipe(join(project.folder, 'values'));
    const run = outcome(project.start([...line.split(' '), ...inDev]));
    await feed(join(project.folder, 'values'), 'API_KEY=given');
    expect(await run).toMatchObject({ code: 0 });
    const { stdout } = await project.run(['get', 'API_KEY', '--reveal', ...inDev]);
    expect(stdout).toBe(line.startsWith('set') ? 'API_KEY=given\n' : 'given\n');
  });

  it('is read as a key that another command prints', async () => {
    const project = await vaultProject();
    await project.run(['set', 'API_KEY=stored', ...inDev]);
    const keys = join(project.home, '.config/sops/age/keys.txt');
    const moved = join(project.home, 'moved');
    const { stdout } = await project.shell(
      `mv '${keys}' '${moved}'; cat '${moved}' | SOPS_AGE_KEY_FILE=/dev/stdin keyrack get API_KEY --reveal ${inDev.join(' ')}`,
    );
    expect(stdout).toBe('stored\n');
  });
});

describe.skipIf(process.platform === 'win32')('a command that waits ends within a second of a signal', () => {
  it.each([
    ['get A', 'SIGTERM', 143],
    ['list', 'SIGINT', 130],
    ['validate', 'SIGTERM', 143],
    ['exec -- true', 'SIGINT', 130],
  ] as const)('%s, for a .env file that is a pipe without a writer', async (line, signal, code) => {
    const project = createProject(plain);
    const pipe = join(project.folder, '.env');
    makePipe(pipe);
    const ended = await toldToEnd(project.start(line.split(' ')), signal, () => isRead(pipe));
    expect(ended).toEqual({ code, signal: null, soon: true });
  });

  it.each([
    ['set API_KEY @values', 'SIGINT', 130],
    ['init --input values', 'SIGTERM', 143],
  ] as const)('%s, for a pipe without a writer', async (line, signal, code) => {
    const project = await vaultProject();
    const pipe = join(project.folder, 'values');
    makePipe(pipe);
    const child = project.start([...line.split(' '), ...inDev]);
    expect(await toldToEnd(child, signal, () => isRead(pipe))).toEqual({ code, signal: null, soon: true });
  });

  it.each([
    ['SOPS_AGE_KEY_FILE', 'SIGTERM', 143],
    ['SOPS_AGE_KEY_CMD', 'SIGINT', 130],
  ] as const)('get, for the key of %s', async (name, signal, code) => {
    const project = await vaultProject();
    await project.run(['set', 'API_KEY=stored', ...inDev]);
    const pipe = join(project.folder, 'key');
    makePipe(pipe);
    project.write('key.sh', 'echo > started; exec sleep 20');
    const byCommand = name === 'SOPS_AGE_KEY_CMD';
    const child = project.start(['get', 'API_KEY', ...inDev], { [name]: byCommand ? 'sh key.sh' : pipe });
    const isWaiting = () => (byCommand ? project.files().includes('started') : isRead(pipe));
    expect(await toldToEnd(child, signal, isWaiting)).toEqual({ code, signal: null, soon: true });
  });

  // Nothing of ours runs while the command does, so the signal does what it does by itself; a shell shows the same 143.
  it('list, for a command of the configuration', async () => {
    const waiting = `env: { X: !exec 'echo $$ > pid; exec sleep 20' }\n${plain['keyrack.yaml']}`;
    const project = createProject({ 'keyrack.yaml': waiting });
    onTestFinished(() => void process.kill(Number(project.read('pid'))));
    const isWaiting = () => project.files().includes('pid') && project.read('pid').endsWith('\n');
    const ended = await toldToEnd(project.start(['list']), 'SIGTERM', isWaiting);
    expect(ended).toEqual({ code: null, signal: 'SIGTERM', soon: true });
  });

  it('get, for a backend that neither answers nor closes', async () => {
    const provider = `import { writeFileSync } from 'node:fs';
      const never = () => new Promise(() => setInterval(() => {}, 1000));
      const limits = { addresses: ['path'], maxValueBytes: 9, emptyValue: true, conditionalSet: 'none', caseSensitive: true, statusCost: 'remote', concurrency: 1 };
      export const createAwsSsm = () => ({ contract: 1, kind: 'aws/ssm', limits, close: never, get: () => { writeFileSync('asked', ''); return never(); } });`;
    const project = createProject({
      'keyrack.yaml': 'secrets: { backends: { far: { kind: aws/ssm } }, vars: { A: { backend: far } } }\n',
      'package.json': '{}',
      'node_modules/@keyrack/aws-ssm/package.json': '{ "type": "module", "exports": "./index.js" }',
      'node_modules/@keyrack/aws-ssm/index.js': provider,
    });
    for (const [signal, code] of [
      ['SIGTERM', 143],
      ['SIGINT', 130],
    ] as const) {
      rmSync(join(project.folder, 'asked'), { force: true });
      const ended = await toldToEnd(project.start(['get', 'A']), signal, () => project.files().includes('asked'));
      expect(ended).toEqual({ code, signal: null, soon: true });
    }
  });
});

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { spawn as spawnAtTerminal } from '@lydell/node-pty';
import { describe, expect, it, onTestFinished } from 'vitest';
import { atmosProject, createProject, inDev, type TestProject } from './run-keyrack.js';

const bin = fileURLToPath(new URL('../dist/bin.js', import.meta.url));

async function initialised(): Promise<TestProject> {
  const project = createProject(atmosProject);
  await project.run(['keygen']);
  await project.run(['init', '-s', 'dev'], { input: 'API_KEY=a-secret\nDATABASE_URL=a-url\n' });
  return project;
}

/** A child that counts a signal, and tells how often it came when the first is half a second old. */
function counting(signal: NodeJS.Signals): readonly string[] {
  const script = `let n = 0;
    process.on('${signal}', () => { n += 1; if (n === 1) setTimeout(() => { console.log('count=' + n); process.exit(7); }, 500); });
    setTimeout(() => process.exit(99), 8000);
    console.log('ready');`;
  return [process.execPath, '-e', script];
}

/** Without a terminal, whatever the tests themselves were started from. */
function startApart(project: TestProject, child: readonly string[]): ChildProcess {
  const env = { PATH: process.env.PATH, HOME: project.home };
  const started = spawn(process.execPath, [bin, 'exec', ...inDev, '--', ...child], { cwd: project.folder, env, detached: true });
  onTestFinished(() => void started.kill('SIGKILL'));
  return started;
}

function collected({ stdout, stderr }: ChildProcess): () => string {
  let text = '';
  for (const stream of [stdout, stderr])
    stream?.setEncoding('utf8').on('data', (more: string) => {
      text += more;
    });
  return () => text;
}

/** Types a key when the child is ready, and waits for the end. */
function typed(project: TestProject, program: string, args: readonly string[], key: string) {
  const env = { PATH: process.env.PATH ?? '', HOME: project.home, TERM: 'xterm' };
  const terminal = spawnAtTerminal(program, [...args], { cwd: project.folder, cols: 120, rows: 40, env });
  let shown = '';
  let turn = 0;
  terminal.onData((data) => {
    shown += data;
    if (turn === 0 && shown.includes('ready')) {
      turn = 1;
      // A child that is still busy takes two signals for one.
      setTimeout(() => terminal.write(key), 500);
    }
  });
  return new Promise<{ code: number; shown: string }>((resolve) => {
    terminal.onExit(({ exitCode }) => resolve({ code: exitCode, shown }));
  });
}

describe('a key at the terminal', () => {
  it.each([
    ['Ctrl-C', '\u0003', 'SIGINT'],
    ['Ctrl-\\', '\u001c', 'SIGQUIT'],
  ] as const)('%s reaches the child once, whose answer counts', async (_, key, signal) => {
    const project = await initialised();
    const result = await typed(project, process.execPath, [bin, 'exec', ...inDev, '--', ...counting(signal)], key);
    expect(result).toEqual({ code: 7, shown: expect.stringContaining('count=1\r\n') });
  });

  it('reaches it once, too, when no stream is the terminal', async () => {
    const project = await initialised();
    const [node, , script = ''] = counting('SIGINT');
    project.write('count.js', `${script}\nrequire('node:fs').writeFileSync('/dev/tty', 'ready');`);
    const line = `"${node}" "${bin}" exec ${inDev.join(' ')} -- "${node}" count.js </dev/null >out 2>&1`;
    await typed(project, 'sh', ['-c', `trap : INT; ${line}`], '\u0003');
    expect(project.read('out')).toBe('warning: secret OPTIONAL has no value and is left out\nready\ncount=1\n');
  });
});

describe('a signal to keyrack alone', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR2', 'SIGALRM'] as const)(
    '%s is handed on once, and the child is waited for',
    async (signal) => {
      const project = await initialised();
      const running = startApart(project, counting(signal));
      const output = collected(running);
      await once(running.stdout!, 'data');
      running.kill(signal);
      expect(await once(running, 'close')).toEqual([7, null]);
      expect(output()).toContain('count=1\n');
    },
  );

  it('ends a child that does not take care of it, with 128 + n', async () => {
    const project = await initialised();
    const running = startApart(project, ['sh', '-c', 'echo ready; exec sleep 20']);
    await once(running.stdout!, 'data');
    running.kill('SIGHUP');
    expect(await once(running, 'close')).toEqual([129, null]);
  });

  it('that the child may not be sent is told, and changes nothing', async () => {
    // What stands in for a child of another user: a process of which sending a signal fails.
    const project = await initialised();
    project.write('refuse.mjs', refusing);
    const env = { PATH: process.env.PATH, HOME: project.home, NODE_OPTIONS: '--import=./refuse.mjs' };
    const child = ['env', '-u', 'NODE_OPTIONS', 'sh', '-c', 'echo ready; sleep 1; exit 5'];
    const running = spawn(process.execPath, [bin, 'exec', ...inDev, '--', ...child], {
      cwd: project.folder,
      env,
      detached: true,
    });
    const output = collected(running);
    await once(running.stdout!, 'data');
    running.kill('SIGTERM');
    expect(await once(running, 'close')).toEqual([5, null]);
    expect(output()).toContain('warning: a signal cannot be handed on to env (EPERM)');
  });
});

const refusing = `import { ChildProcess } from 'node:child_process';
ChildProcess.prototype.kill = function () {
  this.emit('error', Object.assign(new Error('kill EPERM'), { code: 'EPERM', syscall: 'kill' }));
  return false;
};
`;

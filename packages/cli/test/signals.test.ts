import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { atmosProject, createProject, inDev } from './run-keyrack.js';

/** A backend that takes every request and answers none. */
async function silentServer(): Promise<Server> {
  const server = createServer((socket) => socket.on('error', () => undefined)).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return server;
}

const far = {
  'keyrack.yaml': `secrets:
  backends: { far: { kind: aws/ssm, options: { region: us-east-1, endpoint: !env FAR } } }
  vars: { A: { backend: far, required: true } }
`,
};

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<{ code: unknown; signal: unknown; stderr: string }> {
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const exit = once(child, 'close');
  child.kill(signal);
  const [code, killedBy] = await exit;
  return { code, signal: killedBy, stderr };
}

describe('a command that is told to end', () => {
  it.each([
    ['get A --reveal', 'SIGINT', 130],
    ['list', 'SIGTERM', 143],
    ['validate', 'SIGINT', 130],
    ['set A=value', 'SIGTERM', 143],
    ['delete A --force', 'SIGINT', 130],
    ['exec -- echo started', 'SIGTERM', 143],
  ] as const)('%s leaves its request at once on %s, with %i', async (line, signal, code) => {
    const server = await silentServer();
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : '';
    const env = { FAR: `http://127.0.0.1:${port}`, AWS_ACCESS_KEY_ID: 'AKIA0000000000000000', AWS_SECRET_ACCESS_KEY: 'x' };
    const child = createProject(far).start(line.split(' '), env);
    let stdout = '';
    child.stdout?.on('data', (data) => {
      stdout += data;
    });
    await once(server, 'connection');
    expect(await ended(child, signal)).toMatchObject({ code, signal: null, stderr: expect.not.stringContaining('error') });
    expect(stdout).toBe('');
  });

  it('stops waiting for its input, and writes nothing', async () => {
    const project = createProject(atmosProject);
    await project.run(['keygen']);
    const before = project.files();
    const child = project.start(['set', 'API_KEY', '--stdin', ...inDev]);
    // More than a pipe holds, so it is read when all is written; its end never comes.
    await new Promise((resolve) => child.stdin?.write('x'.repeat(1_000_000), resolve));
    expect(await ended(child, 'SIGTERM')).toEqual({ code: 143, signal: null, stderr: '' });
    expect(project.files()).toEqual(before);
  });

  it('leaves the file and no lock when it waits for another writer', async () => {
    const project = createProject(atmosProject);
    await project.run(['keygen']);
    await project.run(['set', 'API_KEY=old', ...inDev]);
    // One of another machine is never taken for left behind.
    const holder = { host: 'other', machine: '0', pid: 1, start: '', token: '0'.repeat(24) };
    project.write('secrets/.dev.enc.yaml.lock', JSON.stringify(holder));
    const [before, text] = [project.files(), project.read('secrets/dev.enc.yaml')];
    const child = project.start(['set', 'API_KEY=new', ...inDev]);
    await vi.waitUntil(() => project.files().length > before.length, { timeout: 5000, interval: 5 });
    expect(await ended(child, 'SIGINT')).toMatchObject({ code: 130, signal: null });
    expect(project.files()).toEqual(before);
    expect(project.read('secrets/dev.enc.yaml')).toBe(text);
  });
});

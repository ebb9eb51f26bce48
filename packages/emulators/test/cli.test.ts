import type { ChildProcess } from 'node:child_process';
import { execFile, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startHttpServer } from '../src/kit/index.js';

const cli = new URL('../dist/cli.js', import.meta.url).pathname;

// The child's first lines, until everything is printed.
async function start(...args: string[]): Promise<{ child: ChildProcess; text: string; exit: Promise<number | null> }> {
  const child = spawn(process.execPath, [cli, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exit = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await exit;
  });
  let text = '';
  for await (const chunk of child.stdout) {
    text += chunk;
    if (/^\{.*\}\n$|AWS_EC2_METADATA_DISABLED/.test(text)) break;
  }
  return { child, text, exit };
}

function variables(text: string): Record<string, string> {
  const lines = text
    .trimEnd()
    .split('\n')
    .filter((line) => line.includes('='));
  return Object.fromEntries(lines.map((line) => line.split(/=(.*)/s, 2)));
}

async function whoami(env: Record<string, string>, ca?: string): Promise<string | undefined> {
  const { AWS_ENDPOINT_URL = '', AWS_REGION = '', AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '' } = env;
  const sts = new STSClient({
    endpoint: AWS_ENDPOINT_URL,
    region: AWS_REGION,
    credentials: { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY },
    ...(ca !== undefined && { requestHandler: { httpsAgent: { ca } } }),
  });
  const { Arn } = await sts.send(new GetCallerIdentityCommand({}));
  sts.destroy();
  return Arn;
}

const failing = (...args: string[]) =>
  promisify(execFile)(process.execPath, [cli, ...args]).then(
    () => ({ code: 0, stderr: '' }),
    ({ code, stderr }: { code: number; stderr: string }) => ({ code, stderr }),
  );

describe('keyrack-emulators', () => {
  it('prints the URL and what a client needs, and ends on a signal', async () => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const { child, text, exit } = await start('aws', '--latency', '1', '--tps', '40');
      const [first = '', ...lines] = text.trimEnd().split('\n');
      expect(first).toMatch(/^aws {2}http:\/\/127\.0\.0\.1:\d+$/);
      for (const line of lines) expect(line).toMatch(/^[A-Z_0-9]+=[\w@%+=:,./-]+$/);
      expect(variables(text).AWS_ENDPOINT_URL).toBe(first.slice('aws  '.length));
      expect(await whoami(variables(text))).toBe('arn:aws:iam::111122223333:user/keyrack');
      child.kill(signal);
      expect(await exit).toBe(0);
    }
  });

  it('ends when standard input closes, if asked to', async () => {
    const { child, exit } = await start('aws', '--until-stdin-closes');
    child.stdin?.end();
    expect(await exit).toBe(0);
  });

  it('speaks TLS and JSON, and removes the CA file at the end', async () => {
    const { child, text, exit } = await start('aws', '--tls', '--format', 'json');
    const { url, env } = JSON.parse(text).aws;
    expect(url).toMatch(/^https:/);
    expect(env.AWS_CA_BUNDLE).toBe(env.NODE_EXTRA_CA_CERTS);
    expect(await whoami(env, readFileSync(env.AWS_CA_BUNDLE, 'utf8'))).toMatch(/user\/keyrack$/);
    child.kill('SIGTERM');
    expect(await exit).toBe(0);
    expect(existsSync(env.AWS_CA_BUNDLE)).toBe(false);
  });

  it('takes a port, and says so when it is in use', async () => {
    const busy = await startHttpServer({ answer: async () => ({ status: 200 }) });
    onTestFinished(() => busy.close());
    expect(await failing('aws', '--port', String(busy.port), '--tls', '--until-stdin-closes')).toEqual({
      code: 1,
      stderr: `keyrack-emulators: Port ${busy.port} is in use; name another with --port, or leave it out for a free one.\n`,
    });
  });

  it.each([
    [['aws', '--prot', '1'], "Unknown option '--prot'."],
    [['aws', '--port', '70000'], '--port is a whole number from 0 to 65535, not "70000".'],
    [['aws', '--tps', '0'], '--tps is a number from 0.001 to 1000000000, not "0".'],
    [['aws', '--latency', 'slow'], '--latency is a number from 0 to 600000, not "slow".'],
    [['aws', '--format', 'xml'], '--format is text or json.'],
    [['aws', 'aws'], '"aws" stands there twice.'],
    [['vualt'], 'There is no emulator "vualt"; there is aws.'],
    [['--tls'], 'Name what to start: aws.'],
  ])('refuses %j', async (args, sentence) => {
    expect(await failing(...args)).toEqual({ code: 2, stderr: `keyrack-emulators: ${sentence} See keyrack-emulators --help.\n` });
  });

  it('explains itself', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [cli, '--help']);
    for (const word of ['aws', '--port', '--latency', '--tps', '--tls', '--format', '--until-stdin-closes', 'SIGTERM']) {
      expect(stdout).toContain(word);
    }
    const version = await promisify(execFile)(process.execPath, [cli, '--version']);
    expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

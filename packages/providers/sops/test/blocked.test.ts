import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { thisMachine } from '../src/world.js';
import { key, owner, secret, type VaultFolder, vaultFolder } from './vault-folder.js';

const windows = process.platform === 'win32';

function makePipe(path: string): string {
  expect(spawnSync('mkfifo', [path]).status).toBe(0);
  return path;
}

/** Reads ONE in a process of its own, gives up after 200 ms, and says what came of it; a process that stays is killed. */
async function readAndGiveUp(
  folder: VaultFolder,
  env: Readonly<Record<string, string>>,
): Promise<{ readonly code: unknown; readonly killed: boolean; readonly output: string }> {
  const script = `import { createSops } from ${JSON.stringify(join(import.meta.dirname, '../src/sops.ts'))};
    const provider = createSops({ baseDir: ${JSON.stringify(folder.path)}, file: 'v.enc.yaml' });
    const stopped = new AbortController();
    setTimeout(() => stopped.abort(new Error('enough')), 200);
    await provider.get({ path: ['ONE'] }, { signal: stopped.signal }).catch(({ message }) => console.log(message));`;
  const loader = join(import.meta.dirname, 'source-loader.mjs');
  const child = spawn(process.execPath, ['--import', loader, '--input-type=module', '-e', script], {
    env: { PATH: process.env.PATH, HOME: folder.at('home'), ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 5000,
    killSignal: 'SIGKILL',
  });
  let output = '';
  child.stdout?.on('data', (text) => {
    output += text;
  });
  const [code, signal] = await once(child, 'close');
  return { code, killed: signal !== null, output };
}

describe.skipIf(windows)('a key that is waited for', () => {
  it('does not keep the process when its pipe has no writer and the caller gives up', async () => {
    const folder = await vaultFolder();
    await folder.seed('v.enc.yaml', { ONE: 'one' });
    const pipe = makePipe(folder.at('key'));
    expect(await readAndGiveUp(folder, { SOPS_AGE_KEY_FILE: pipe })).toEqual({ code: 0, killed: false, output: 'enough\n' });
  });

  it('does not keep the process when its command does not end and the caller gives up', async () => {
    const folder = await vaultFolder();
    await folder.seed('v.enc.yaml', { ONE: 'one' });
    expect(await readAndGiveUp(folder, { SOPS_AGE_KEY_CMD: 'sleep 20' })).toEqual({ code: 0, killed: false, output: 'enough\n' });
  });

  it('is read by a command that ends when all who wait have given up, and not before', async () => {
    const folder = await vaultFolder();
    await folder.seed('v.enc.yaml', { ONE: 'one' });
    const signals: (AbortSignal | undefined)[] = [];
    const run = (_: readonly string[], signal?: AbortSignal): Promise<string> => {
      signals.push(signal);
      return new Promise(() => undefined);
    };
    const provider = folder.provider({}, { env: { SOPS_AGE_KEY_CMD: 'any' }, run });
    const [first, second] = [new AbortController(), new AbortController()];
    const reads = [first, second].map(({ signal }) => provider.get(secret('ONE'), { signal }));
    await expect.poll(() => signals).toHaveLength(1);
    first.abort(new Error('first'));
    await expect(reads[0]).rejects.toThrow('first');
    expect(signals[0]?.aborted).toBe(false);
    second.abort(new Error('second'));
    await expect(reads[1]).rejects.toThrow('second');
    expect(signals.map((signal) => signal?.aborted)).toEqual([true]);
  });

  it.each(['SOPS_AGE_KEY_FILE', 'ageKeyFile'])('comes through a pipe that %s names', async (from) => {
    const folder = await vaultFolder();
    await folder.seed('v.enc.yaml', { ONE: 'one' });
    const pipe = makePipe(folder.at('key'));
    const provider =
      from === 'ageKeyFile' ? folder.provider({ ageKeyFile: pipe }) : folder.provider({}, { env: { SOPS_AGE_KEY_FILE: pipe } });
    const writer = spawn('sh', ['-c', 'printf %s "$1" > "$0"', pipe, owner.identity], { stdio: 'ignore', timeout: 5000 });
    const [read] = await Promise.all([provider.get(secret('ONE')), once(writer, 'close')]);
    expect(read?.value).toBe('one');
  });
});

describe.skipIf(windows)('what is no regular file', () => {
  it('is refused in place of the document, whatever is asked', async () => {
    const folder = await vaultFolder();
    makePipe(folder.at('v.enc.yaml'));
    const provider = folder.provider(key);
    const message = expect.stringContaining(`cannot read ${folder.at('v.enc.yaml')}: it is a pipe`);
    const calls = [
      () => provider.get(secret('ONE')),
      () => provider.status(secret('ONE')),
      () => provider.set(secret('ONE'), 'x'),
      () => provider.delete(secret('ONE')),
    ];
    for (const call of calls) await expect(call()).rejects.toMatchObject({ code: 'INVALID_CONFIG', message });
  });

  it('is refused in place of the creation rules', async () => {
    const folder = await vaultFolder();
    makePipe(folder.at('.sops.yaml'));
    await expect(folder.provider().set(secret('ONE'), 'x')).rejects.toMatchObject({
      code: 'INVALID_CONFIG',
      message: expect.stringContaining(`cannot read ${folder.at('.sops.yaml')}: it is a pipe`),
    });
  });

  it('is named in place of a key file', async () => {
    const folder = await vaultFolder();
    await folder.seed('v.enc.yaml', { ONE: 'one' });
    await symlink('/dev/zero', folder.at('key'));
    const what = `cannot read ${folder.at('key')}: it is a device`;
    const byVariable = folder.provider({}, { env: { SOPS_AGE_KEY_FILE: folder.at('key') } });
    await expect(byVariable.get(secret('ONE'))).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
      message: expect.stringContaining(what),
    });
    await expect(folder.provider({ ageKeyFile: 'key' }).get(secret('ONE'))).rejects.toMatchObject({
      code: 'INVALID_CONFIG',
      message: expect.stringContaining(what),
    });
  });

  it('is the null device where somebody wants no key', async () => {
    const folder = await vaultFolder();
    await folder.seed('v.enc.yaml', { ONE: 'one' });
    const provider = folder.provider({}, { env: { SOPS_AGE_KEY_FILE: '/dev/null' } });
    await expect(provider.get(secret('ONE'))).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
      message: expect.stringContaining('SOPS_AGE_KEY_FILE /dev/null (holds no identity)'),
    });
  });
});

it('ends a program that this machine runs when nobody waits for it', async () => {
  const stopped = new AbortController();
  const output = thisMachine.run([process.execPath, '-e', 'setTimeout(() => {}, 20_000)'], stopped.signal);
  const start = performance.now();
  setTimeout(() => stopped.abort(), 100);
  await expect(output).rejects.toThrow();
  expect(performance.now() - start).toBeLessThan(3000);
});

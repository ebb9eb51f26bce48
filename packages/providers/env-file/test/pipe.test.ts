import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createEnvFile } from '../src/index.js';
import { at, type EnvFolder, envFolder } from './folder.js';

async function pipeFolder(): Promise<EnvFolder> {
  const folder = await envFolder();
  expect(spawnSync('mkfifo', [folder.file]).status).toBe(0);
  return folder;
}

/** Writes to the pipe once, from another process. */
async function feed({ file }: EnvFolder, text: string): Promise<void> {
  const writer = spawn('sh', ['-c', 'printf %s "$1" > "$0"', file, text], { stdio: 'ignore', timeout: 5000 });
  await once(writer, 'close');
}

describe.skipIf(process.platform === 'win32')('a pipe in place of the file', () => {
  it('is read, once for all names that are asked for together', async () => {
    const folder = await pipeFolder();
    const asked = [folder.provider.get(at('A')), folder.provider.status(at('B')), folder.provider.status(at('C'))];
    await feed(folder, 'A=one\nB="two words"\n');
    expect(await Promise.all(asked)).toEqual([{ value: 'one' }, { state: 'present' }, { state: 'absent' }]);
    const batch = folder.provider.getMany([at('A'), at('B')]);
    await feed(folder, 'A=other\n');
    expect(await batch).toEqual([{ record: { value: 'other' } }, { absent: true }]);
  });

  it('is not written', async () => {
    const folder = await pipeFolder();
    for (const write of [() => folder.provider.set(at('A'), 'one'), () => folder.provider.delete(at('A'))]) {
      await expect(write()).rejects.toMatchObject({
        code: 'INVALID_CONFIG',
        message: `cannot write ${folder.file}: it is a pipe, where a regular file is needed. Look at the path.`,
      });
    }
    expect(await readdir(folder.path)).toEqual(['.env']);
  });

  it('ends the wait when the caller aborts, and lets the process go', async () => {
    const { file } = await pipeFolder();
    const script = `import { createEnvFile } from ${JSON.stringify(join(import.meta.dirname, '../src/index.ts'))};
      const provider = createEnvFile({ file: ${JSON.stringify(file)} });
      const stopped = new AbortController();
      const start = performance.now();
      setTimeout(() => stopped.abort(new Error('enough')), 100);
      await provider.get({ path: ['A'] }, { signal: stopped.signal }).catch(({ message }) => console.log(message));
      process.on('exit', () => console.log(performance.now() - start < 1000));`;
    const loader = join(import.meta.dirname, 'source-loader.mjs');
    const child = spawn(process.execPath, ['--import', loader, '--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
      timeout: 5000,
      killSignal: 'SIGKILL',
    });
    let output = '';
    child.stdout?.on('data', (text) => {
      output += text;
    });
    expect([await once(child, 'close'), output]).toEqual([[0, null], 'enough\ntrue\n']);
  });

  it('is waited for no longer than the deadline of the call', async () => {
    const { file } = await pipeFolder();
    const { createSecrets } = await import('@keyrack/core');
    const secrets = createSecrets({ provider: createEnvFile({ file }), timeoutMs: 100 });
    await expect(secrets.get('A')).rejects.toMatchObject({ code: 'TIMEOUT' });
  });
});

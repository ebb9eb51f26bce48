import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { readTextFile } from '../../src/files/index.js';
import { makePipe, runModule } from './child.js';
import { call, scratchFolder } from './scratch.js';

const reading = { ...call, pipes: true };

/** Writes to a pipe from another process, as a password manager does; ends when its text is read. */
async function feed(path: string, script: string): Promise<void> {
  const child = spawn('sh', ['-c', `{ ${script}; } > "$0"`, path], { stdio: 'ignore', timeout: 5000, killSignal: 'SIGKILL' });
  expect(await once(child, 'close')).toEqual([0, null]);
}

async function pipe(): Promise<string> {
  return makePipe(join(await scratchFolder(), 'pipe'));
}

describe.skipIf(process.platform === 'win32')('a pipe, where one may be', () => {
  it('is read until its writer closes it, whoever comes first', async () => {
    const path = await pipe();
    const early = readTextFile(path, reading);
    await wait(100);
    await feed(path, "printf 'A=1\\n'; sleep 0.1; printf 'B=2\\n'");
    expect(await early).toBe('A=1\nB=2\n');
    const fed = feed(path, "printf 'C=3'");
    await wait(100);
    expect(await readTextFile(path, reading)).toBe('C=3');
    await fed;
  });

  it('is read by one for all who ask meanwhile, each of whom may give up', async () => {
    const path = await pipe();
    const stopped = new AbortController();
    const first = readTextFile(path, { ...reading, signal: stopped.signal });
    const others = [readTextFile(path, reading), readTextFile(path, reading)];
    await wait(50);
    stopped.abort(new Error('enough'));
    await expect(first).rejects.toThrow('enough');
    await feed(path, "printf 'whole text'");
    expect(await Promise.all(others)).toEqual(['whole text', 'whole text']);
  });

  it('is not read as empty when a writer came and wrote nothing', async () => {
    const path = await pipe();
    const text = readTextFile(path, reading);
    await wait(50);
    await feed(path, ':');
    await wait(50);
    await feed(path, "printf 'at last'");
    expect(await text).toBe('at last');
  });

  it('is refused when it brings more than is asked for', async () => {
    const path = await pipe();
    const text = readTextFile(path, { ...reading, maxBytes: 4 });
    const refused = expect(text).rejects.toMatchObject({
      code: 'INVALID_CONFIG',
      message: expect.stringContaining('it has more than 4 bytes'),
    });
    const writer = spawn('sh', ['-c', 'printf 12345 > "$0"', path], { stdio: 'ignore', timeout: 5000 });
    await Promise.all([refused, once(writer, 'close')]);
  });

  it('may be the output of another command, also an empty one', async () => {
    const script = (path: string): string =>
      `import(${JSON.stringify(join(import.meta.dirname, '../../src/files/index.ts'))}).then(async ({ readTextFile }) =>
        console.log(JSON.stringify(await readTextFile(${JSON.stringify(path)}, { kind: 'test', operation: 'get', pipes: true }))))`;
    const loader = join(import.meta.dirname, 'source-loader.mjs');
    const run = async (shell: string, path: string): Promise<string> => {
      const child = spawn('sh', ['-c', `${shell} | "$0" --import "$1" -e "$2"`, process.execPath, loader, script(path)], {
        stdio: ['ignore', 'pipe', 'inherit'],
        timeout: 5000,
        killSignal: 'SIGKILL',
      });
      const chunks: Buffer[] = [];
      child.stdout?.on('data', (chunk) => chunks.push(chunk));
      await once(child, 'close');
      return Buffer.concat(chunks).toString().trim();
    };
    expect(await run("printf 'a key'", '/dev/stdin')).toBe('"a key"');
    expect(await run('true', '/dev/fd/0')).toBe('""');
  });

  it('may be the null device, which is empty', async () => {
    expect(await readTextFile('/dev/null', reading)).toBe('');
    await expect(readTextFile('/dev/null', call)).rejects.toMatchObject({ message: expect.stringContaining('it is a device') });
  });
});

describe.skipIf(process.platform === 'win32')('a pipe without a writer', () => {
  it('is given up at once, and does not keep the process', async () => {
    const path = await pipe();
    const { code, signal, output } = await runModule(`
      const stopped = new AbortController();
      setTimeout(() => stopped.abort(new Error('enough')), 100);
      const start = performance.now();
      await readTextFile(${JSON.stringify(path)}, { ...call, pipes: true, signal: stopped.signal }).catch(({ message }) => console.log(message));
      process.on('exit', () => console.log(performance.now() - start < 1000));`);
    expect({ code, signal, output }).toEqual({ code: 0, signal: null, output: 'enough\ntrue\n' });
  });

  it('does not take the place of a file between two looks', async () => {
    const folder = await scratchFolder();
    await writeFile(join(folder, 'file'), 'text');
    makePipe(join(folder, 'pipe'));
    // Another process swaps them all the time; each read is the text or a refusal, and none waits.
    const swapper = spawn(
      'sh',
      [
        '-c',
        'while :; do ln -sf file "$0/f.new"; mv "$0/f.new" "$0/f"; ln -sf pipe "$0/f.new"; mv "$0/f.new" "$0/f"; done',
        folder,
      ],
      { stdio: 'ignore', timeout: 8000, killSignal: 'SIGKILL' },
    );
    const gone = once(swapper, 'close');
    const { code, output } = await runModule(`
      const seen = new Set();
      for (let round = 0; round < 3000; round += 1) {
        seen.add(await readTextFile(${JSON.stringify(join(folder, 'f'))}, call).catch(({ message }) => message.includes('is a pipe')));
      }
      seen.delete(undefined);
      console.log([...seen].sort().join());`);
    swapper.kill('SIGKILL');
    await gone;
    expect([code, output]).toEqual([0, 'text,true\n']);
  });
});

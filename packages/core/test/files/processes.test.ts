import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, lstat, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { updateFile } from '../../src/files/index.js';
import { call, entries, scratchFolder } from './scratch.js';
import { isWhole, version } from './version.js';

const loader = join(import.meta.dirname, 'source-loader.mjs');
const writer = join(import.meta.dirname, 'writer.ts');
const kills = Number(process.env.KEYRACK_KILLS ?? 40);

function start(...args: string[]): ChildProcess {
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--import', loader, writer, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function ready(child: ChildProcess): Promise<ChildProcess> {
  if (child.stdout) await once(child.stdout, 'data');
  return child;
}

describe('several processes', () => {
  it('lose none of 4 times 50 updates', { timeout: 60_000 }, async () => {
    const folder = await scratchFolder();
    const file = join(folder, 'f');
    const writers = ['a', 'b', 'c', 'd'];
    const ends = await Promise.all(writers.map((id) => once(start('count', file, id, '50'), 'exit')));
    expect(ends.map(([code]) => code)).toEqual([0, 0, 0, 0]);
    const lines = (await readFile(file, 'utf8')).trim().split('\n');
    // Each writer's own updates are in order, and none is missing.
    for (const id of writers) {
      expect(lines.filter((line) => line.startsWith(id))).toEqual(Array.from({ length: 50 }, (_, index) => `${id}:${index}`));
    }
    expect(lines).toHaveLength(200);
    expect(await entries(folder)).toEqual(['f']);
  });

  it('lose no update although others are killed while they hold the lock', { timeout: 60_000 }, async () => {
    const folder = await scratchFolder();
    const file = join(folder, 'f');
    let running = true;
    const survivors = ['a', 'b', 'c'].map((id) => once(start('count', file, id, '60'), 'exit'));
    const victims = ['x', 'y'].map(async (id) => {
      while (running) {
        const child = await ready(start('count', file, id, '100000'));
        const gone = once(child, 'exit');
        await wait(Math.random() * 40);
        child.kill('SIGKILL');
        await gone;
      }
    });
    const ends = await Promise.all(survivors);
    running = false;
    await Promise.all(victims);
    expect(ends.map(([code]) => code)).toEqual([0, 0, 0]);
    const lines = (await readFile(file, 'utf8')).trim().split('\n');
    for (const id of ['a', 'b', 'c']) {
      expect(lines.filter((line) => line.startsWith(id))).toEqual(Array.from({ length: 60 }, (_, index) => `${id}:${index}`));
    }
  });

  it(`leave a whole file when killed at any moment, ${kills} times`, { timeout: 20_000 + kills * 1_500 }, async () => {
    const folder = await scratchFolder();
    const file = join(folder, 'f');
    await writeFile(file, version(0));
    await chmod(file, 0o640);
    await symlink('f', join(folder, 'link'));
    for (let kill = 0; kill < kills; kill += 1) {
      const child = await ready(start('flood', join(folder, 'link')));
      const gone = once(child, 'exit');
      await wait(Math.random() * 60);
      child.kill('SIGKILL');
      await gone;
      expect(isWhole(await readFile(file, 'utf8')), `after kill ${kill}`).toBe(true);
    }
    expect((await lstat(join(folder, 'link'))).isSymbolicLink()).toBe(true);
    expect(((await lstat(file)).mode & 0o777).toString(8)).toBe('640');
    // The next writer clears away what the killed ones left.
    await updateFile(file, () => 'last', call);
    expect(await entries(folder)).toEqual(['f', 'link']);
  });

  it('take their lock with them when they exit in order', async () => {
    const folder = await scratchFolder();
    const entry = join(import.meta.dirname, '../../src/files/index.ts');
    const script = `import { updateFile } from ${JSON.stringify(entry)};
      let runs = 0;
      const transform = async () => { runs += 1; if (runs === 2) process.exit(0); await import('node:fs').then((fs) => fs.writeFileSync(${JSON.stringify(join(folder, 'f'))}, 'x')); return 'new'; };
      await updateFile(${JSON.stringify(join(folder, 'f'))}, transform, { kind: 'test', operation: 'set' });`;
    const child = spawn(process.execPath, ['--import', loader, '--input-type=module', '-e', script], { stdio: 'inherit' });
    expect((await once(child, 'exit'))[0]).toBe(0);
    expect(await entries(folder)).toEqual(['f']);
  });
});

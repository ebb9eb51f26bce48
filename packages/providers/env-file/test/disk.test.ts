import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createEnvFile } from '../src/index.js';
import { at, envFolder } from './folder.js';

const processes = Number(process.env.KEYRACK_PROCESSES ?? 8);
const kills = Number(process.env.KEYRACK_KILLS ?? 8);
const numbered = (count: number): string[] => Array.from({ length: count }, (_, index) => `NAME_${index}`);

function startSetter(...args: string[]): ChildProcess {
  const loader = join(import.meta.dirname, 'source-loader.mjs');
  const setter = join(import.meta.dirname, 'setter.ts');
  return spawn(process.execPath, ['--import', loader, setter, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
}

describe('concurrent sets of different names', () => {
  it('all survive within one provider', async () => {
    const { path, provider, read } = await envFolder('# head\n');
    const names = numbered(100);
    await Promise.all(names.map((name) => provider.set(at(name), `of ${name}`)));
    const lines = (await read()).split('\n');
    expect(lines.toSorted()).toEqual(['', '# head', ...names.map((name) => `${name}='of ${name}'`)].toSorted());
    expect(await readdir(path)).toEqual(['.env']);
  });

  it(`all survive over ${processes} processes`, { timeout: 20_000 + processes * 1_000 }, async () => {
    const { file, read } = await envFolder('# head\n');
    const names = numbered(processes);
    const ends = names.map((name) => once(startSetter(file, name, 'x'), 'exit'));
    expect((await Promise.all(ends)).map(([code]) => code)).toEqual(names.map(() => 0));
    expect((await read()).split('\n').toSorted()).toEqual(['', '# head', ...names.map((name) => `${name}=x`)].toSorted());
  });

  it('has one winner where only the first may write', async () => {
    const { file, provider } = await envFolder();
    const sets = numbered(20).map((value) => createEnvFile({ file }).set(at('A'), value, { ifVersion: 'absent' }));
    const ends = await Promise.allSettled(sets);
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const winner = ends.findIndex(({ status }) => status === 'fulfilled');
    expect(await provider.get(at('A'))).toEqual({ value: `NAME_${winner}` });
  });
});

describe('a writer that is killed', () => {
  it(`leaves the old file or the new one, ${kills} times`, { timeout: 20_000 + kills * 2_000 }, async () => {
    const { path, file, provider, read } = await envFolder('# head\nOTHER="untouched"\n');
    for (let kill = 0; kill < kills; kill += 1) {
      const child = startSetter(file, 'COUNT');
      if (child.stdout) await once(child.stdout, 'data');
      const gone = once(child, 'exit');
      await wait(Math.random() * 50);
      child.kill('SIGKILL');
      await gone;
      expect(await read()).toMatch(/^# head\nOTHER="untouched"\nCOUNT=\d+\n$/);
    }
    await provider.set(at('COUNT'), 'last');
    expect(await readdir(path)).toEqual(['.env']);
  });
});

it('a lock that stays is CONFLICT, and the file is as it was', async () => {
  const { path, file, read } = await envFolder('A=1\n');
  await writeFile(join(path, '..env.lock'), 'held by somebody');
  const set = createEnvFile({ file, lockTimeoutMs: 20 }).set(at('A'), '2');
  await expect(set).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('..env.lock by hand') });
  expect(await read()).toBe('A=1\n');
});

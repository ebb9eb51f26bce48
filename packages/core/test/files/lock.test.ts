import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { link, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { localFiles } from '../../src/files/file-system.js';
import { updateFile } from '../../src/files/index.js';
import { type LockOwner, randomToken, thisProcess } from '../../src/files/lock-owner.js';
import { watchedFiles } from './recorded-files.js';
import { call, entries, scratchFolder } from './scratch.js';

/** The id of a process of this machine that has ended. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  return child.pid ?? 0;
}

async function plantLock(folder: string, holder: Partial<LockOwner>): Promise<LockOwner> {
  const owner = { ...(await thisProcess()), token: randomToken(), ...holder };
  await writeFile(join(folder, '.f.lock'), JSON.stringify(owner));
  return owner;
}

const append =
  (letter: string) =>
  (text = ''): string =>
    `${text}${letter}`;

describe('a lock that is held', () => {
  it('is waited for', async () => {
    const folder = await scratchFolder();
    await plantLock(folder, {});
    const update = updateFile(join(folder, 'f'), append('a'), call);
    await wait(150);
    expect(await entries(folder)).not.toContain('f');
    await unlink(join(folder, '.f.lock'));
    expect(await update).toBe(true);
    expect(await entries(folder)).toEqual(['f']);
  });

  it('ends in CONFLICT that names the holder', async () => {
    const folder = await scratchFolder();
    const { host } = await plantLock(folder, {});
    const update = updateFile(join(folder, 'f'), append('a'), { ...call, lockTimeoutMs: 50 });
    const named = `${join(folder, 'f')} is locked by process ${process.pid} on ${host}. Wait`;
    await expect(update).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining(named) });
    expect(await entries(folder)).toEqual(['.f.lock']);
  });

  it('stops the wait at once when the caller aborts', async () => {
    const folder = await scratchFolder();
    await plantLock(folder, {});
    const reason = new Error('enough');
    const controller = new AbortController();
    const update = updateFile(join(folder, 'f'), append('a'), { ...call, signal: controller.signal });
    setTimeout(() => controller.abort(reason), 100);
    const start = performance.now();
    await expect(update).rejects.toBe(reason);
    expect(performance.now() - start).toBeLessThan(250);
    await expect.poll(() => entries(folder)).toEqual(['.f.lock']);
  });

  it('is not even looked at when the caller has aborted already', async () => {
    const controller = new AbortController();
    controller.abort();
    const calls: string[] = [];
    const files = watchedFiles(({ name }) => void calls.push(name));
    const update = updateFile('/nowhere/f', append('a'), { ...call, signal: controller.signal, files });
    await expect(update).rejects.toBe(controller.signal.reason);
    expect(calls).toEqual([]);
  });

  it.each([
    ['another machine', { machine: '0123456789abcdef', host: 'elsewhere' }, 'process \\d+ on elsewhere'],
    ['nobody knows', { token: 'short' }, 'an unknown process'],
  ])('is never broken when it belongs to %s, however old; the message says how to remove it', async (_, holder, who) => {
    const folder = await scratchFolder();
    await plantLock(folder, { pid: await deadPid(), start: 'long ago', ...holder });
    const update = updateFile(join(folder, 'f'), append('a'), { ...call, lockTimeoutMs: 50 });
    await expect(update).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringMatching(new RegExp(`${who}\\..*remove ${join(folder, '.f.lock')} by hand`)),
    });
    expect(await entries(folder)).toEqual(['.f.lock']);
  });

  it('is not broken while it is empty', async () => {
    const folder = await scratchFolder();
    await writeFile(join(folder, '.f.lock'), '');
    const update = updateFile(join(folder, 'f'), append('a'), { ...call, lockTimeoutMs: 0 });
    await expect(update).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await entries(folder)).toEqual(['.f.lock']);
  });

  it('is left alone at the end when somebody else has it by then', async () => {
    const folder = await scratchFolder();
    const files = watchedFiles(async ({ name }) => {
      if (name === 'rename') await plantLock(folder, { host: 'next' });
    });
    await updateFile(join(folder, 'f'), append('a'), { ...call, files });
    expect(await readFile(join(folder, '.f.lock'), 'utf8')).toContain('"next"');
  });
});

describe('a lock whose holder has ended', () => {
  it('is broken when the process is gone', async () => {
    const folder = await scratchFolder();
    await plantLock(folder, { pid: await deadPid() });
    expect(await updateFile(join(folder, 'f'), append('a'), { ...call, lockTimeoutMs: 0 })).toBe(true);
    expect(await entries(folder)).toEqual(['f']);
  });

  it.runIf(process.platform === 'linux')('is broken when another process has its id by now', async () => {
    const folder = await scratchFolder();
    await plantLock(folder, { start: 'another boot/1' });
    expect(await updateFile(join(folder, 'f'), append('a'), { ...call, lockTimeoutMs: 0 })).toBe(true);
  });

  it('is broken exactly once, and every waiter gets its turn', async () => {
    for (let round = 0; round < 10; round += 1) {
      const folder = await scratchFolder();
      const stale = await plantLock(folder, { pid: await deadPid() });
      const removed: string[] = [];
      const files = {
        ...localFiles,
        unlink: (path: string) => {
          if (path.endsWith('.f.lock')) removed.push(JSON.parse(readFileSync(path, 'utf8')).token);
          return localFiles.unlink(path);
        },
      };
      const letters = [...'abcdefghijklmnopqrst'];
      await Promise.all(letters.map((letter) => updateFile(join(folder, 'f'), append(letter), { ...call, files })));
      expect([...(await readFile(join(folder, 'f'), 'utf8'))].toSorted()).toEqual(letters);
      expect(removed.filter((token) => token === stale.token)).toHaveLength(1);
      expect(new Set(removed).size).toBe(letters.length + 1);
      expect(await entries(folder)).toEqual(['f']);
    }
  });

  it('is not taken for the next holder by a breaker who comes late', async () => {
    const folder = await scratchFolder();
    await plantLock(folder, { pid: await deadPid() });
    let swapped = false;
    const files = watchedFiles(async ({ name, args }) => {
      if (name !== 'link' || !String(args[1]).endsWith('.break') || swapped) return;
      swapped = true;
      await plantLock(folder, { host: 'next' });
    });
    const update = updateFile(join(folder, 'f'), append('a'), { ...call, files, lockTimeoutMs: 50 });
    await expect(update).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('on next') });
    expect(await entries(folder)).toEqual(['.f.lock']);
  });

  it('is broken although an earlier breaker died half way', async () => {
    const folder = await scratchFolder();
    const stale = await plantLock(folder, { pid: await deadPid() });
    const breaker = join(folder, `.f.lock.${stale.token}.break`);
    await link(join(folder, '.f.lock'), `${breaker}.tmp`);
    await writeFile(breaker, JSON.stringify({ ...stale, token: randomToken() }));
    await unlink(`${breaker}.tmp`);
    expect(await updateFile(join(folder, 'f'), append('a'), call)).toBe(true);
    expect(await entries(folder)).toEqual(['f']);
  });
});

describe('temporary files', () => {
  it('of ended processes of this machine are swept, all others stay', async () => {
    const folder = await scratchFolder();
    const { machine } = await thisProcess();
    const dead = await deadPid();
    const name = (pid: number, maker: string, stem = '.f'): string => `${stem}.${pid}.${maker.slice(0, 8)}${randomToken()}.tmp`;
    const orphans = [name(dead, machine), name(dead, machine, '.f.lock'), `.f.lock.${randomToken()}.break`];
    const others = [name(process.pid, machine), name(dead, '00000000'), name(dead, machine, '.g'), '.f.1.tmp', '.f.bak'];
    for (const file of [...orphans, ...others]) await writeFile(join(folder, file), '');
    await updateFile(join(folder, 'f'), append('a'), call);
    expect(await entries(folder)).toEqual([...others, 'f'].toSorted());
  });
});

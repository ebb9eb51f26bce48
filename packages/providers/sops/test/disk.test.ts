import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import * as nodeFiles from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { collect, key, owner, secret, vaultFolder } from './vault-folder.js';

const processes = Number(process.env.KEYRACK_PROCESSES ?? 8);
const kills = Number(process.env.KEYRACK_KILLS ?? 8);

function startSetter(...args: string[]): ChildProcess {
  const loader = join(import.meta.dirname, 'source-loader.mjs');
  const setter = join(import.meta.dirname, 'setter.ts');
  return spawn(process.execPath, ['--import', loader, setter, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** The file system, with every written buffer kept. */
function recordedDisk(): { files: typeof nodeFiles; written: string[] } {
  const written: string[] = [];
  const recording = <T extends object>(target: T): T =>
    new Proxy(target, {
      get(object, name) {
        const member: unknown = Reflect.get(object, name);
        if (typeof member !== 'function') return member;
        return async (...args: unknown[]) => {
          if (name === 'write') written.push(Buffer.from(args[0] as Uint8Array).toString('latin1'));
          const result: unknown = await member.apply(object, args);
          return name === 'open' ? recording(result as object) : result;
        };
      },
    });
  return { files: recording(nodeFiles), written };
}

describe('the disk', () => {
  it('never sees a value or a private key, in no form, whatever is written', async () => {
    const folder = await vaultFolder();
    const { files, written } = recordedDisk();
    const provider = folder.provider({ ...key, ageRecipients: [owner.recipient] }, { files });
    const canary = 'canary-4711-not-in-clear';
    await provider.set(secret('ONE'), canary);
    await provider.set(secret('ONE'), `${canary}\nsecond line`);
    await provider.set(secret('TWO'), canary);
    await provider.delete(secret('TWO'));
    const all = written.join('\n');
    expect(all).toContain('ENC[AES256_GCM');
    for (const text of [canary, owner.identity]) {
      for (const form of ['utf8', 'base64', 'base64url', 'hex'] as const)
        expect(all).not.toContain(Buffer.from(text).toString(form).slice(0, 20));
    }
  });

  it('is read at each call, and decrypted once while the file stays the same', async () => {
    const folder = await vaultFolder();
    await folder.seed('v.enc.yaml', { ONE: 'one', TWO: 'two' });
    let runs = 0;
    const world = {
      env: { SOPS_AGE_KEY_CMD: 'any' },
      run: async (): Promise<string> => {
        runs += 1;
        return owner.identity;
      },
    };
    const provider = folder.provider({}, world);
    await Promise.all([
      provider.get(secret('ONE')),
      provider.get(secret('TWO')),
      provider.getMany([secret('ONE'), secret('TWO')]),
    ]);
    await provider.get(secret('ONE'));
    expect(runs).toBe(1);
    await folder.seed('v.enc.yaml', { ONE: 'other' });
    expect((await provider.get(secret('ONE')))?.value).toBe('other');
    expect(runs).toBe(2);
  });
});

describe('concurrent sets of different names', () => {
  it('all survive within one provider', async () => {
    const folder = await vaultFolder();
    await folder.seed('v.enc.yaml', {});
    const provider = folder.provider(key);
    const names = Array.from({ length: 20 }, (_, index) => `NAME_${index}`);
    await Promise.all(names.map((name) => provider.set(secret(name), `value of ${name}`)));
    const values = await Promise.all(names.map(async (name) => (await folder.provider(key).get(secret(name)))?.value));
    expect(values).toEqual(names.map((name) => `value of ${name}`));
    expect(await nodeFiles.readdir(folder.path)).toEqual(['v.enc.yaml']);
  });

  it(`all survive over ${processes} processes`, { timeout: 20_000 + processes * 1_000 }, async () => {
    const folder = await vaultFolder();
    await folder.seed('v.enc.yaml', {});
    await folder.write('keys.txt', owner.identity);
    const names = Array.from({ length: processes }, (_, index) => `NAME_${index}`);
    const ends = names.map((name) => once(startSetter(folder.path, name, 'x'), 'exit'));
    expect((await Promise.all(ends)).map(([code]) => code)).toEqual(names.map(() => 0));
    const listed = (await collect(folder.provider().list([]))).map(({ address }) => ('path' in address ? address.path[0] : ''));
    expect(listed.toSorted()).toEqual(names.toSorted());
  });
});

describe('a writer that is killed', () => {
  it(`leaves a file that decrypts, old or new, ${kills} times`, { timeout: 20_000 + kills * 2_000 }, async () => {
    const folder = await vaultFolder();
    await folder.seed('v.enc.yaml', { OTHER: 'untouched' });
    await folder.write('keys.txt', owner.identity);
    for (let kill = 0; kill < kills; kill += 1) {
      const child = startSetter(folder.path, 'COUNT');
      if (child.stdout) await once(child.stdout, 'data');
      const gone = once(child, 'exit');
      await wait(Math.random() * 50);
      child.kill('SIGKILL');
      await gone;
      const [other, count] = await folder.provider(key).getMany([secret('OTHER'), secret('COUNT')]);
      expect(other).toEqual({ record: { value: 'untouched' } });
      expect(count).toEqual({ record: { value: expect.stringMatching(/^\d+$/) } });
    }
    await folder.provider(key).set(secret('COUNT'), 'last');
    expect((await nodeFiles.readdir(folder.path)).toSorted()).toEqual(['keys.txt', 'v.enc.yaml']);
  });
});

describe('aborting', () => {
  it('ends the wait for the lock with the reason itself, and leaves the file as it was', async () => {
    const folder = await vaultFolder();
    await folder.seed('v.enc.yaml', { ONE: 'one' });
    await folder.write('.v.enc.yaml.lock', 'held by somebody');
    const before = await folder.read('v.enc.yaml');
    const reason = new Error('enough');
    const controller = new AbortController();
    const set = folder.provider(key).set(secret('ONE'), 'two', { signal: controller.signal });
    setTimeout(() => controller.abort(reason), 50);
    await expect(set).rejects.toBe(reason);
    expect(await folder.read('v.enc.yaml')).toBe(before);
  });

  it('of one caller leaves another, who waits for the same decryption, alone', async () => {
    const folder = await vaultFolder();
    await folder.seed('v.enc.yaml', { ONE: 'one' });
    const controller = new AbortController();
    const run = async (): Promise<string> => {
      controller.abort(new Error('enough'));
      return owner.identity;
    };
    const provider = folder.provider({}, { env: { SOPS_AGE_KEY_CMD: 'any' }, run });
    const first = provider.get(secret('ONE'), { signal: controller.signal });
    const second = provider.get(secret('ONE'));
    await expect(first).rejects.toThrow('enough');
    expect((await second)?.value).toBe('one');
  });

  it('shows a lock that stays as CONFLICT', async () => {
    const folder = await vaultFolder();
    await folder.seed('v.enc.yaml', { ONE: 'one' });
    await folder.write('.v.enc.yaml.lock', 'held by somebody');
    const set = folder.provider({ ...key, lockTimeoutMs: 20 }).set(secret('ONE'), 'two');
    await expect(set).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('.v.enc.yaml.lock by hand') });
  });
});

import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { updateFile } from '../../src/files/index.js';
import { isSecretError } from '../../src/secret-error.js';
import { describeCall, type RecordedCall, watchedFiles } from './recorded-files.js';
import { call, entries, scratchFolder } from './scratch.js';

const canary = 'canary-5f3a';

const nativeFault = (code: string): Error =>
  Object.assign(new Error(`${code}: ${canary}, write`), { code, errno: -1, syscall: 'write' });

/** Fails the call with this number, once, and tells which one it was. */
function failingOnce(
  number: number,
  code: string,
): { files: ReturnType<typeof watchedFiles>; failed: () => RecordedCall | undefined } {
  let count = 0;
  let failed: RecordedCall | undefined;
  const files = watchedFiles((made) => {
    count += 1;
    if (count !== number) return;
    failed = made;
    throw nativeFault(code);
  });
  return { files, failed: () => failed };
}

const codes = {
  ENOSPC: 'UNAVAILABLE',
  EIO: 'UNAVAILABLE',
  EXDEV: 'UNAVAILABLE',
  EINTR: 'UNAVAILABLE',
  EACCES: 'PERMISSION_DENIED',
};

describe.each(Object.entries(codes))('%s at each call', (native, code) => {
  it.each(['an existing', 'a new'])('leaves %s file whole and nothing behind', async (which) => {
    for (let number = 1; ; number += 1) {
      const folder = await scratchFolder();
      const file = join(folder, 'f');
      const before = which === 'a new' ? undefined : 'old';
      if (before !== undefined) await writeFile(file, before);
      const { files, failed } = failingOnce(number, native);
      const outcome: unknown = await updateFile(file, () => 'new', { ...call, files }).catch((error: unknown) => error);
      const at = failed();
      if (at === undefined) {
        expect(number).toBeGreaterThan(20);
        return;
      }
      const where = `${native} at call ${number}: ${describeCall(at)}`;
      const text = await readFile(file, 'utf8').catch(() => undefined);
      if (isSecretError(outcome)) {
        expect({ code: outcome.code, message: outcome.message }, where).toEqual({ code, message: expect.stringContaining(file) });
        expect(inspect(outcome), where).not.toContain(canary);
        // The folder is synced after the rename: what cannot be promised then is that a power failure keeps the new text.
        const renamed = at.file === folder && ['open', 'sync', 'close'].includes(at.name);
        const unlocking = describeCall(at) === 'readFile .f.lock';
        expect(text, where).toBe(renamed || unlocking ? 'new' : before);
      } else {
        expect([outcome, text], where).toEqual([true, 'new']);
      }
      // An unlock that cannot even read the lock leaves it, since it may be somebody else's by now.
      expect(await entries(folder), where).toEqual(text === undefined ? [] : ['f']);
    }
  });
});

describe('faults that stay', () => {
  it('refuses when the owner cannot be changed for another reason than permission', async () => {
    const folder = await scratchFolder();
    const file = join(folder, 'f');
    await writeFile(file, 'old');
    const files = watchedFiles(({ name }) => {
      if (name === 'chown') throw nativeFault('EIO');
    });
    const foreign = {
      ...files,
      stat: async (path: string) => Object.assign(await stat(path), { uid: 4321 }),
    };
    const update = updateFile(file, () => 'new', { ...call, files: foreign });
    await expect(update).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect([await readFile(file, 'utf8'), await entries(folder)]).toEqual(['old', ['f']]);
  });

  it('leaves a file alone that may not be written', async () => {
    const folder = await scratchFolder();
    const file = join(folder, 'f');
    await writeFile(file, 'old');
    const files = watchedFiles(({ name }) => {
      if (name === 'access') throw nativeFault('EACCES');
    });
    await expect(updateFile(file, () => 'new', { ...call, files })).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    expect(await updateFile(file, (text) => text, { ...call, files })).toBe(false);
    expect([await readFile(file, 'utf8'), await entries(folder)]).toEqual(['old', ['f']]);
  });

  it('writes on file systems that have neither hard links nor folders to sync', async () => {
    const folder = await scratchFolder();
    const files = watchedFiles(({ name, file }) => {
      if (name === 'link') throw nativeFault('EPERM');
      if (name === 'sync' && file === folder) throw nativeFault('EINVAL');
    });
    const add = (line: string): Promise<boolean> =>
      updateFile(join(folder, 'f'), (text = '') => `${text}${line}`, { ...call, files });
    await Promise.all(['a', 'b', 'c', 'd'].map(add));
    expect([...(await readFile(join(folder, 'f'), 'utf8'))].toSorted()).toEqual(['a', 'b', 'c', 'd']);
    expect(await entries(folder)).toEqual(['f']);
  });
});

import { chmod, mkdir, readFile, readlink, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTextFile, updateFile } from '../../src/files/index.js';
import { call, entries, scratchFolder } from './scratch.js';

const modeOf = async (path: string): Promise<string> => ((await stat(path)).mode & 0o7777).toString(8);

describe('what is written', () => {
  it('makes a new file for its owner alone, and the folders above it, whatever the umask', async () => {
    const folder = await scratchFolder();
    const file = join(folder, 'a/b/new.txt');
    for (const umask of [0o000, 0o022]) {
      const before = process.umask(umask);
      try {
        expect(await updateFile(`${file}${umask}`, () => 'text', call)).toBe(true);
      } finally {
        process.umask(before);
      }
      expect(await modeOf(`${file}${umask}`)).toBe('600');
    }
    expect(await readFile(`${file}0`, 'utf8')).toBe('text');
    expect(await entries(join(folder, 'a/b'))).toEqual(['new.txt0', 'new.txt18']);
  });

  it('gives a new file the mode that is asked for', async () => {
    const file = join(await scratchFolder(), 'new.txt');
    const before = process.umask(0o077);
    try {
      await updateFile(file, () => 'text', { ...call, mode: 0o644 });
    } finally {
      process.umask(before);
    }
    expect(await modeOf(file)).toBe('644');
  });

  it.each([0o600, 0o644, 0o660, 0o751])('keeps mode %o of an existing file', async (mode) => {
    const file = join(await scratchFolder(), 'old.txt');
    await writeFile(file, 'old');
    await chmod(file, mode);
    await updateFile(file, () => 'new', { ...call, mode: 0o604 });
    expect([await modeOf(file), await readFile(file, 'utf8')]).toEqual([mode.toString(8), 'new']);
  });

  it.runIf(process.getuid?.() === 0)('keeps the owner', async () => {
    const file = join(await scratchFolder(), 'old.txt');
    const { chown } = await import('node:fs/promises');
    await writeFile(file, 'old');
    await chown(file, 1234, 2345);
    await updateFile(file, () => 'new', call);
    expect(await stat(file)).toMatchObject({ uid: 1234, gid: 2345 });
  });

  it('leaves the file alone when the text stays, or nothing comes back, without asking for the lock', async () => {
    const folder = await scratchFolder();
    const file = join(folder, 'old.txt');
    await writeFile(file, 'old');
    await writeFile(join(folder, '.old.txt.lock'), 'somebody');
    const { ino, mtimeNs } = await stat(file, { bigint: true });
    expect(await updateFile(file, (text) => text, call)).toBe(false);
    expect(await updateFile(file, () => undefined, call)).toBe(false);
    expect(await updateFile(join(folder, 'none/none.txt'), () => undefined, call)).toBe(false);
    expect(await stat(file, { bigint: true })).toMatchObject({ ino, mtimeNs });
    expect(await entries(folder)).toEqual(['.old.txt.lock', 'old.txt']);
  });

  it('keeps a byte order mark and line ends', async () => {
    const file = join(await scratchFolder(), 'old.txt');
    await writeFile(file, '\uFEFFa\r\n');
    await updateFile(file, (text) => `${text}b\r\n`, call);
    expect(await readFile(file)).toEqual(Buffer.from('\uFEFFa\r\nb\r\n'));
  });
});

describe('links', () => {
  it('follows a link and leaves it a link; side files lie beside the real file', async () => {
    const folder = await scratchFolder();
    await mkdir(join(folder, 'real'));
    await writeFile(join(folder, 'real/file.txt'), 'old');
    await symlink('real/file.txt', join(folder, 'link.txt'));
    await symlink('link.txt', join(folder, 'second.txt'));
    let beside: string[] = [];
    let runs = 0;
    await updateFile(
      join(folder, 'second.txt'),
      async () => {
        runs += 1;
        if (runs === 1) await writeFile(join(folder, 'real/file.txt'), 'changed meanwhile');
        else beside = await entries(join(folder, 'real'));
        return 'new';
      },
      call,
    );
    expect(await readlink(join(folder, 'second.txt'))).toBe('link.txt');
    expect(await readlink(join(folder, 'link.txt'))).toBe('real/file.txt');
    expect(await readFile(join(folder, 'real/file.txt'), 'utf8')).toBe('new');
    expect(beside).toEqual(['.file.txt.lock', 'file.txt']);
  });

  it('makes the file that a dangling link points at', async () => {
    const folder = await scratchFolder();
    await symlink('vaults/prod.txt', join(folder, 'link.txt'));
    await updateFile(join(folder, 'link.txt'), () => 'new', call);
    expect(await readlink(join(folder, 'link.txt'))).toBe('vaults/prod.txt');
    expect(await readFile(join(folder, 'vaults/prod.txt'), 'utf8')).toBe('new');
  });

  it('refuses links that go round in circles', async () => {
    const folder = await scratchFolder();
    await symlink('b', join(folder, 'a'));
    await symlink('a', join(folder, 'b'));
    await expect(updateFile(join(folder, 'a'), () => 'new', call)).rejects.toMatchObject({ code: 'INVALID_CONFIG' });
  });
});

describe('what cannot be a text file', () => {
  it.each(['a folder', 'not UTF-8', 'below a file'])('refuses %s', async (what) => {
    const folder = await scratchFolder();
    await writeFile(join(folder, 'bytes'), Buffer.from([0xff, 0xfe, 0x00]));
    const path = what === 'a folder' ? folder : what === 'not UTF-8' ? join(folder, 'bytes') : join(folder, 'bytes/child');
    const expected = { code: 'INVALID_CONFIG', provider: 'test', target: path, message: expect.stringContaining(path) };
    await expect(readTextFile(path, call)).rejects.toMatchObject(expected);
    await expect(updateFile(path, () => 'new', call)).rejects.toMatchObject(expected);
    expect(await entries(folder)).toEqual(['bytes']);
  });

  it('reads nothing where there is nothing', async () => {
    expect(await readTextFile(join(await scratchFolder(), 'none/none.txt'), call)).toBeUndefined();
  });

  it('refuses a name that is too long', async () => {
    const path = join(await scratchFolder(), 'x'.repeat(300));
    await expect(updateFile(path, () => 'new', call)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });
});

describe('what transform throws', () => {
  it('arrives unchanged, even when it looks like a failure of the file, and nothing is written', async () => {
    const folder = await scratchFolder();
    const error = Object.assign(new Error('key file'), { code: 'EACCES' });
    const update = updateFile(join(folder, 'a'), () => Promise.reject(error), call);
    await expect(update).rejects.toBe(error);
    expect(await entries(folder)).toEqual([]);
  });
});

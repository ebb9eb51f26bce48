import { chmod, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { updateFile } from '../../src/files/index.js';
import { describeCall, watchedFiles } from './recorded-files.js';
import { call, entries, scratchFolder } from './scratch.js';

describe('the order of calls', () => {
  it('reads again inside the lock, syncs the file before the rename and the folder after it, and unlocks last', async () => {
    const folder = await scratchFolder();
    const file = join(folder, 'f');
    await writeFile(file, 'old');
    await chmod(file, 0o640);
    const calls: string[] = [];
    await updateFile(file, () => 'new', { ...call, files: watchedFiles((made) => void calls.push(describeCall(made))) });
    const own = `${basename(folder)}`;
    expect(calls.slice(calls.indexOf('link .f.lock.tmp'))).toEqual([
      'link .f.lock.tmp',
      'unlink .f.lock.tmp',
      'stat f',
      'readFile f',
      'access f',
      `readdir ${own}`,
      'open .f.tmp',
      'write .f.tmp',
      'stat .f.tmp',
      'hasAcl f',
      'hasAcl .f.tmp',
      'chmod .f.tmp',
      'sync .f.tmp',
      'close .f.tmp',
      'rename .f.tmp',
      'unlink .f.tmp',
      `open ${own}`,
      `sync ${own}`,
      `close ${own}`,
      'readFile .f.lock',
      'unlink .f.lock',
    ]);
  });

  it('writes the temporary file beside the target, made exclusively and for the owner alone', async () => {
    const folder = await scratchFolder();
    const opened: unknown[] = [];
    const files = watchedFiles(({ name, args }) => void (name === 'open' && opened.push(args)));
    await updateFile(join(folder, 'f'), () => 'new', { ...call, mode: 0o644, files });
    const named = expect.stringMatching(`^${join(folder, `\\.f\\.${process.pid}\\.[0-9a-f]{32}\\.tmp`)}$`);
    expect(opened).toContainEqual([named, 'wx', 0o600]);
  });

  it('goes on after a short write', async () => {
    const file = join(await scratchFolder(), 'f');
    const text = 'x'.repeat(10_000);
    const files = watchedFiles(() => undefined);
    const shortening = {
      ...files,
      open: async (path: string, flags: string, mode?: number) => {
        const open = await files.open(path, flags, mode);
        return new Proxy(open, {
          get: (target, name) =>
            name === 'write'
              ? (bytes: Uint8Array, offset: number, length: number) => target.write(bytes, offset, Math.min(length, 777))
              : Reflect.get(target, name),
        });
      },
    };
    await updateFile(file, () => text, { ...call, files: shortening });
    expect(await readFile(file, 'utf8')).toBe(text);
  });

  it('applies the change to what another wrote between the first look and the lock', async () => {
    const folder = await scratchFolder();
    const file = join(folder, 'f');
    await writeFile(file, 'a');
    const seen: (string | undefined)[] = [];
    const transform = async (text: string | undefined): Promise<string> => {
      seen.push(text);
      if (seen.length === 1) await writeFile(file, 'ab');
      return `${text}!`;
    };
    await updateFile(file, transform, call);
    expect([seen, await readFile(file, 'utf8'), await entries(folder)]).toEqual([['a', 'ab'], 'ab!', ['f']]);
  });
});

import { chmod, chown, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runModule } from './child.js';
import { entries, scratchFolder } from './scratch.js';

const [daemon, nobody] = [1, 65_534];

interface Shared {
  readonly folder: string;
  readonly file: string;
  /** Replaces the text as `nobody` of this group; yields what was warned of, or the code of the failure. */
  replaceAs(gid: number): Promise<{ readonly warnings?: readonly string[]; readonly code?: string }>;
  looks(): Promise<{ readonly uid: number; readonly gid: number; readonly mode: string }>;
}

/** A folder and a file in it that belong to root and this group. */
async function sharedFile(modes: { readonly folder: number; readonly file: number }, gid = daemon): Promise<Shared> {
  const above = await scratchFolder();
  await chmod(above, 0o755);
  const folder = join(above, 'shared');
  await mkdir(folder);
  const file = join(folder, 'f');
  await writeFile(file, 'old');
  for (const [path, mode] of [
    [folder, modes.folder],
    [file, modes.file],
  ] as const) {
    await chown(path, 0, gid);
    await chmod(path, mode);
  }
  return {
    folder,
    file,
    async replaceAs(group) {
      const { output } = await runModule(`
        process.setgroups([${group}]); process.setgid(${group}); process.setuid(${nobody});
        const warnings = [];
        const done = updateFile(${JSON.stringify(file)}, () => 'new', { ...call, warn: (message) => warnings.push(message) });
        console.log(JSON.stringify(await done.then(() => ({ warnings }), ({ code }) => ({ code }))));`);
      return JSON.parse(output) as Awaited<ReturnType<Shared['replaceAs']>>;
    },
    async looks() {
      const { uid, gid: group, mode } = await stat(file);
      return { uid, gid: group, mode: (mode & 0o7777).toString(8) };
    },
  };
}

const isRoot = process.getuid?.() === 0;
if (!isRoot) console.warn('skipped: tests with files of other users, which root alone can make.');

describe.runIf(isRoot)('a file of another user', () => {
  it('is replaced by a member of its group, keeps group and mode, and says so', async () => {
    const { folder, file, replaceAs, looks } = await sharedFile({ folder: 0o2775, file: 0o664 });
    expect(await replaceAs(daemon)).toEqual({
      warnings: [`${file} was replaced and has owner ${nobody} instead of 0: the system lets this user keep no more of it.`],
    });
    expect(await looks()).toEqual({ uid: nobody, gid: daemon, mode: '664' });
    expect([await readFile(file, 'utf8'), await entries(folder)]).toEqual(['new', ['f']]);
  });

  it('keeps its group in a folder of another one', async () => {
    const { folder, replaceAs, looks } = await sharedFile({ folder: 0o777, file: 0o660 });
    await chown(folder, 0, 0);
    expect((await replaceAs(daemon)).warnings).toHaveLength(1);
    expect(await looks()).toEqual({ uid: nobody, gid: daemon, mode: '660' });
  });

  it.each([
    // Who was in the group could read alone, and is among all others now.
    ['646', '644', 'mode 644 instead of 646'],
    ['666', '666', ''],
    // The owner could not write, and is among all others now.
    ['466', '644', 'mode 644 instead of 466'],
    // What runs as somebody else is not handed to somebody else.
    ['4777', '777', 'mode 777 instead of 4777'],
  ])('of mode %s that a stranger may write has mode %s then, which is no wider for anyone', async (mode, after, words) => {
    const { file, replaceAs, looks } = await sharedFile({ folder: 0o777, file: Number.parseInt(mode, 8) }, 0);
    const changed = [`owner ${nobody} instead of 0`, `group ${nobody} instead of 0`, ...(words === '' ? [] : [words])].join(', ');
    expect(await replaceAs(nobody)).toEqual({
      warnings: [`${file} was replaced and has ${changed}: the system lets this user keep no more of it.`],
    });
    expect(await looks()).toEqual({ uid: nobody, gid: nobody, mode: after });
  });

  it.each([
    ['the folder does not permit it', 0o755, 0o664],
    ['the folder lets nobody else rename', 0o1777, 0o664],
    ['the file may only be read', 0o2775, 0o644],
  ])('is left alone where %s', async (_, folder, file) => {
    const shared = await sharedFile({ folder, file });
    expect(await shared.replaceAs(daemon)).toEqual({ code: 'PERMISSION_DENIED' });
    expect([await readFile(shared.file, 'utf8'), await entries(shared.folder)]).toEqual(['old', ['f']]);
    expect(await shared.looks()).toEqual({ uid: 0, gid: daemon, mode: file.toString(8) });
  });
});

import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makePipe, makeSocket, runModule } from './child.js';
import { entries, scratchFolder } from './scratch.js';

/** What can stand where a file is meant, by what a message calls it. */
const intruders: readonly (readonly [string, string, (path: string) => Promise<unknown>])[] = [
  ['a folder', 'is a folder', (path) => mkdir(path)],
  ['a pipe', 'is a pipe', async (path) => makePipe(path)],
  ['a socket', 'is a socket', makeSocket],
  ['a link to endless zeros', 'is a device', (path) => symlink('/dev/zero', path)],
  ['a link to the full device', 'is a device', (path) => symlink('/dev/full', path)],
];

const outcome = (expression: string): string =>
  `console.log(JSON.stringify(await ${expression}.catch(({ code, message }) => ({ code, message }))));`;

describe.runIf(process.platform === 'linux').each(intruders)('%s in place of a file', (_, what, make) => {
  it('is refused at once when it is read and when it is written', async () => {
    const folder = await scratchFolder();
    const path = join(folder, 'f');
    await make(path);
    const file = JSON.stringify(path);
    const read = await runModule(outcome(`readTextFile(${file}, call)`));
    expect(JSON.parse(read.output)).toEqual({
      code: 'INVALID_CONFIG',
      message: `cannot read ${path}: it ${what}, where a regular file is needed. Look at the path.`,
    });
    const written = await runModule(outcome(`updateFile(${file}, () => 'new', call)`));
    expect(JSON.parse(written.output)).toEqual({
      code: 'INVALID_CONFIG',
      message: `cannot write ${path}: it ${what}, where a regular file is needed. Look at the path.`,
    });
    expect([read.code, written.code, await entries(folder)]).toEqual([0, 0, ['f']]);
  });

  it('is refused at once in place of the lock', async () => {
    const folder = await scratchFolder();
    await writeFile(join(folder, 'f'), 'old');
    const lock = join(folder, '.f.lock');
    await make(lock);
    const { code, output } = await runModule(outcome(`updateFile(${JSON.stringify(join(folder, 'f'))}, () => 'new', call)`));
    expect([code, JSON.parse(output)]).toEqual([
      0,
      {
        code: 'INVALID_CONFIG',
        message: `cannot write ${join(folder, 'f')}: its lock ${lock} ${what}, where a regular file is needed. Remove it by hand.`,
      },
    ]);
    expect([await readFile(join(folder, 'f'), 'utf8'), await entries(folder)]).toEqual(['old', ['.f.lock', 'f']]);
  });
});

describe('a file that is too large', () => {
  const limited = (expression: string): string => outcome(expression.replace('call)', '{ ...call, maxBytes: 4 })'));

  it('is refused when it is read, and not made', async () => {
    const folder = await scratchFolder();
    const path = join(folder, 'f');
    await writeFile(path, '12345');
    const read = await runModule(limited(`readTextFile(${JSON.stringify(path)}, call)`));
    expect(JSON.parse(read.output)).toEqual({
      code: 'INVALID_CONFIG',
      message: `cannot read ${path}: it has more than 4 bytes. Look at the path.`,
    });
    await writeFile(path, '1234');
    const same = await runModule(limited(`readTextFile(${JSON.stringify(path)}, call)`));
    expect(JSON.parse(same.output)).toBe('1234');
    const grown = await runModule(limited(`updateFile(${JSON.stringify(path)}, (text) => text + '5', call)`));
    expect(JSON.parse(grown.output)).toEqual({
      code: 'INVALID_ARGUMENT',
      message: `cannot write ${path}: it would have more than 4 bytes. Split it.`,
    });
    expect([await readFile(path, 'utf8'), await entries(folder)]).toEqual(['1234', ['f']]);
  });

  it('has more than 32 MiB unless somebody says so', async () => {
    const path = join(await scratchFolder(), 'f');
    await writeFile(path, Buffer.alloc(32 * 1024 * 1024 + 1, 'a'));
    const read = await runModule(outcome(`readTextFile(${JSON.stringify(path)}, call)`));
    expect(JSON.parse(read.output).message).toContain('it has more than 33554432 bytes');
  });
});

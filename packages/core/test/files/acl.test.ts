import { execFileSync } from 'node:child_process';
import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { localFiles } from '../../src/files/file-system.js';
import { updateFile } from '../../src/files/index.js';
import { call, scratchFolder } from './scratch.js';

const [access, byDefault] = ['system.posix_acl_access', 'system.posix_acl_default'] as const;
const nobody = 65_534;

// `user::rw, user:nobody:rw, group::---, mask::rw, other::---`, as Linux keeps it: tag, permissions, and whom it is about.
const entries = [
  [0x01, 6, 0xffff_ffff],
  [0x02, 6, nobody],
  [0x04, 0, 0xffff_ffff],
  [0x10, 6, 0xffff_ffff],
  [0x20, 0, 0xffff_ffff],
] as const;

function python(code: string, ...args: string[]): string {
  return execFileSync('python3', ['-c', `import os, struct, sys\n${code}`, ...args], { encoding: 'utf8', stdio: 'pipe' }).trim();
}

function giveAcl(path: string, name: string = access): void {
  const words = entries.map((entry) => `struct.pack("<HHI", ${entry.join(', ')})`).join(' + ');
  python(`os.setxattr(sys.argv[1], sys.argv[2], struct.pack("<I", 2) + ${words})`, path, name);
}

/** The list of a file in hexadecimal digits; empty where there is none. */
function aclOf(path: string): string {
  return python(
    'print(os.getxattr(sys.argv[1], sys.argv[2]).hex() if sys.argv[2] in os.listxattr(sys.argv[1]) else "")',
    path,
    access,
  );
}

async function aFile(mode: number): Promise<{ readonly folder: string; readonly file: string }> {
  const folder = await scratchFolder();
  const file = join(folder, 'f');
  await writeFile(file, 'old');
  await chmod(file, mode);
  return { folder, file };
}

async function replace(file: string, files = localFiles): Promise<{ readonly warnings: string[]; readonly mode: string }> {
  const warnings: string[] = [];
  await updateFile(file, () => 'new', { ...call, files, warn: (message) => warnings.push(message) });
  expect(await readFile(file, 'utf8')).toBe('new');
  return { warnings, mode: ((await stat(file)).mode & 0o7777).toString(8) };
}

async function canHaveAcl(): Promise<boolean> {
  const folder = execFileSync('mktemp', ['-d'], { encoding: 'utf8' }).trim();
  try {
    giveAcl(folder);
    return (await localFiles.hasAcl(folder)) === true;
  } catch {
    return false;
  } finally {
    execFileSync('rmdir', [folder]);
  }
}

const supported = process.platform === 'linux' && (await canHaveAcl());
if (!supported)
  console.warn('skipped: tests with access control lists, which need Linux, python3, and a file system that has them.');

describe.runIf(supported)('a file with an access control list', () => {
  it('keeps it when it is replaced', async () => {
    const { file } = await aFile(0o600);
    giveAcl(file);
    const before = aclOf(file);
    expect(before).not.toBe('');
    expect(await replace(file)).toEqual({ warnings: [], mode: '660' });
    expect(aclOf(file)).toBe(before);
  });

  it('is for its owner alone, with a warning, where the list cannot be copied', async () => {
    const { file } = await aFile(0o600);
    giveAcl(file);
    const { warnings, mode } = await replace(file, { ...localFiles, copyAcl: async () => false });
    expect(mode).toBe('600');
    expect(aclOf(file)).toBe('');
    expect(warnings).toEqual([
      `${file} was replaced and has mode 600 instead of 660, no access control list: the system lets this user keep no more of it.`,
    ]);
  });

  it.each([
    [0o660, '600'],
    [0o640, '600'],
    [0o664, '644'],
    [0o644, '644'],
  ])('may be one of mode %o where nobody can tell: the group keeps what all have', async (mode, after) => {
    const { file } = await aFile(mode);
    const replaced = await replace(file, { ...localFiles, hasAcl: async () => undefined });
    expect(replaced.mode).toBe(after);
    expect(replaced.warnings).toHaveLength(mode === 0o644 ? 0 : 1);
  });

  it('is not what a file without one becomes in a folder that hands one on', async () => {
    const { folder, file } = await aFile(0o640);
    giveAcl(folder, byDefault);
    expect(await replace(file)).toEqual({ warnings: [], mode: '640' });
    expect(aclOf(file)).toBe('');
  });
});

describe('a file without an access control list', () => {
  it.each([0o600, 0o400, 0o700])('of mode %o costs no look for one', async (mode) => {
    const { file } = await aFile(mode | 0o200);
    const hasAcl = async (): Promise<undefined> => expect.unreachable();
    expect(await replace(file, { ...localFiles, hasAcl })).toEqual({ warnings: [], mode: (mode | 0o200).toString(8) });
  });

  it.runIf(supported)('keeps its mode', async () => {
    const { file } = await aFile(0o664);
    expect(await replace(file)).toEqual({ warnings: [], mode: '664' });
  });
});

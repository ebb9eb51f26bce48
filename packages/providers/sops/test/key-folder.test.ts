import { chmod, mkdir, readdir, stat, symlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generateVaultKey, type VaultKey } from '../src/generate-vault-key.js';
import { owner, type VaultFolder, vaultFolder } from './vault-folder.js';

function generate(folder: VaultFolder, ageKeyFile?: string): Promise<VaultKey> {
  return generateVaultKey({ baseDir: folder.path, filePattern: 'a.enc.yaml', ageKeyFile, env: {}, homeDir: folder.at('home') });
}

const modeOf = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8);

describe.skipIf(process.platform === 'win32')('the place of a private key', () => {
  it('is made for its owner alone, whatever the umask', async () => {
    const folder = await vaultFolder();
    const before = process.umask(0);
    try {
      const { identityFile } = await generate(folder);
      expect([await modeOf(identityFile), await modeOf(dirname(identityFile))]).toEqual(['600', '700']);
      expect(await modeOf(folder.at('home'))).toBe('700');
    } finally {
      process.umask(before);
    }
  });

  it.each([
    ['keys', 0o770],
    ['keys', 0o702],
    ['keys/mine.txt', 0o620],
    ['keys/mine.txt', 0o602],
  ])('is not used when others can write %s, of mode %i', async (name, mode) => {
    const folder = await vaultFolder();
    await mkdir(folder.at('keys'), { mode: 0o700 });
    await folder.write('keys/mine.txt', `${owner.identity}\n`);
    await chmod(folder.at(name), mode);
    await expect(generate(folder, 'keys/mine.txt')).rejects.toMatchObject({
      code: 'INVALID_CONFIG',
      message: `${folder.at(name)} can be written by others, who could put a key of theirs there. Run: chmod go-w ${folder.at(name)}`,
    });
    expect(await readdir(folder.path)).toEqual(['keys']);
    expect(await folder.read('keys/mine.txt')).toBe(`${owner.identity}\n`);
    await chmod(folder.at(name), mode & 0o755);
    expect(await generate(folder, 'keys/mine.txt')).toMatchObject({ generated: false, recipient: owner.recipient });
  });

  it('is not used when a link leads to a folder that others can write', async () => {
    const folder = await vaultFolder();
    await mkdir(folder.at('keys'), { mode: 0o700 });
    await folder.write('shared/mine.txt', `${owner.identity}\n`);
    await chmod(folder.at('shared'), 0o777);
    await symlink('../shared/mine.txt', folder.at('keys/mine.txt'));
    await expect(generate(folder, 'keys/mine.txt')).rejects.toMatchObject({
      message: `${folder.at('shared')} can be written by others, who could put a key of theirs there. Run: chmod go-w ${folder.at('shared')}`,
    });
  });
});

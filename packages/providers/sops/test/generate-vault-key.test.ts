import { stat } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { generateVaultKey, type VaultKey } from '../src/generate-vault-key.js';
import { secret, type VaultFolder, vaultFolder } from './vault-folder.js';

const filePattern = './secrets/{{ .atmos_stack }}.enc.yaml';

function generate(folder: VaultFolder, force = false): Promise<VaultKey> {
  return generateVaultKey({ baseDir: folder.path, filePattern, ageKeyFile: 'keys.txt', force, env: {}, homeDir: folder.path });
}

describe('the key pair of a vault', () => {
  it('opens the files that are made under its rule', async () => {
    const folder = await vaultFolder();
    const made = await generate(folder);
    expect(made).toMatchObject({ generated: true, identityFile: folder.at('keys.txt'), recipientsFile: folder.at('.sops.yaml') });
    expect((await stat(made.identityFile)).mode & 0o777).toBe(0o600);
    expect(await folder.read('.sops.yaml')).toContain('secrets/.*\\.enc\\.yaml$');
    const provider = folder.provider({ file: 'secrets/prod.enc.yaml', ageKeyFile: 'keys.txt' });
    await provider.set(secret('ONE'), 'value');
    expect((await provider.get(secret('ONE')))?.value).toBe('value');
    expect(JSON.stringify(made)).not.toContain('AGE-SECRET-KEY');
  });

  it('stays the same the second time; force adds one and discards none', async () => {
    const folder = await vaultFolder();
    const first = await generate(folder);
    const before = [await folder.read('keys.txt'), await folder.read('.sops.yaml')];
    expect(await generate(folder)).toEqual({ ...first, generated: false });
    expect([await folder.read('keys.txt'), await folder.read('.sops.yaml')]).toEqual(before);
    const second = await generate(folder, true);
    expect(second.recipient).not.toBe(first.recipient);
    expect(await folder.read('keys.txt')).toContain(before[0]);
    expect(await folder.read('.sops.yaml')).toContain(`${first.recipient},${second.recipient}`);
  });

  it('is not made over a key file that cannot be read as one', async () => {
    const folder = await vaultFolder();
    await folder.write('keys.txt', 'AGE-SECRET-KEY-NONSENSE\n');
    await expect(generate(folder)).rejects.toMatchObject({
      code: 'INVALID_CONFIG',
      message: expect.stringContaining('keys.txt:1:1'),
    });
    expect(await folder.read('keys.txt')).toBe('AGE-SECRET-KEY-NONSENSE\n');
  });
});

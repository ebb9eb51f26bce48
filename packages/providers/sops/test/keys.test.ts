import { describe, expect, it } from 'vitest';
import { owner, secret, stranger, vaultFolder } from './vault-folder.js';

describe('private keys', () => {
  it('come from the usual places, all of which count', async () => {
    const folder = await vaultFolder();
    await folder.seed('v.enc.yaml', { ONE: 'value' });
    const read = async (env: Record<string, string>, run?: () => Promise<string>): Promise<string | undefined> =>
      (await folder.provider({}, { env, ...(run && { run }) }).get(secret('ONE')))?.value;
    expect(await read({ SOPS_AGE_KEY: owner.identity })).toBe('value');
    expect(await read({ SOPS_AGE_KEY_CMD: 'any' }, async () => owner.identity)).toBe('value');
    const keyFile = await folder.write('keys.txt', `# mine\n${owner.identity}\n`);
    expect(await read({ SOPS_AGE_KEY_FILE: keyFile, SOPS_AGE_KEY: stranger.identity })).toBe('value');
    await folder.write('home/.config/sops/age/keys.txt', owner.identity);
    expect(await read({ SOPS_AGE_KEY: stranger.identity })).toBe('value');
  });

  it('given as text replace key file and usual places', async () => {
    const folder = await vaultFolder();
    await folder.seed('v.enc.yaml', { ONE: 'value' });
    const ageKeyFile = await folder.write('keys.txt', owner.identity);
    const world = { env: { SOPS_AGE_KEY: owner.identity } };
    const wrong = folder.provider({ ageKey: stranger.identity, ageKeyFile }, world);
    await expect(wrong.get(secret('ONE'))).rejects.toMatchObject({ code: 'DECRYPT_FAILED' });
    const right = folder.provider({ ageKey: owner.identity, ageKeyFile: 'none' });
    expect((await right.get(secret('ONE')))?.value).toBe('value');
  });

  it('given as a file replace the usual places', async () => {
    const folder = await vaultFolder();
    await folder.seed('v.enc.yaml', { ONE: 'value' });
    const ageKeyFile = await folder.write('keys.txt', stranger.identity);
    const provider = folder.provider({ ageKeyFile }, { env: { SOPS_AGE_KEY: owner.identity } });
    await expect(provider.get(secret('ONE'))).rejects.toMatchObject({ code: 'DECRYPT_FAILED' });
  });

  it.each(['~/keys.txt', '$KEYS/keys.txt', `\${KEYS}/keys.txt`, 'home/keys.txt'])('are found in %s', async (ageKeyFile) => {
    const folder = await vaultFolder();
    await folder.seed('v.enc.yaml', { ONE: 'value' });
    await folder.write('home/keys.txt', owner.identity);
    const provider = folder.provider({ ageKeyFile, baseDir: 'infra' }, { env: { KEYS: folder.at('home') } });
    expect((await provider.get(secret('ONE')))?.value).toBe('value');
  });

  it('are missed with a word on where they were looked for and what to do', async () => {
    const folder = await vaultFolder();
    await folder.seed('v.enc.yaml', { ONE: 'value' });
    for (const options of [{}, { ageKeyFile: 'none.txt' }, { ageKey: '' }]) {
      await expect(folder.provider(options).get(secret('ONE'))).rejects.toMatchObject({
        code: 'UNAUTHENTICATED',
        target: folder.at('v.enc.yaml'),
        message: expect.stringMatching(/there is no private key to open .*v\.enc\.yaml: looked at .*\. Set .*keyrack keygen/),
      });
    }
    const { message } = (await folder
      .provider()
      .get(secret('ONE'))
      .catch((error: Error) => error)) as Error;
    for (const place of ['SOPS_AGE_KEY', 'SOPS_AGE_KEY_FILE', 'SOPS_AGE_KEY_CMD', 'sops/age/keys.txt']) {
      expect(message).toContain(place);
    }
  });

  it('that are malformed are refused by line, unquoted', async () => {
    const folder = await vaultFolder();
    await folder.seed('v.enc.yaml', { ONE: 'value' });
    const ageKeyFile = await folder.write('keys.txt', `# mine\n${owner.identity.slice(0, -3)}\n`);
    const error = await folder
      .provider({ ageKeyFile })
      .get(secret('ONE'))
      .catch((thrown: Error) => thrown);
    expect(error).toMatchObject({ code: 'INVALID_CONFIG', message: expect.stringContaining(`${ageKeyFile}:2:1: `) });
    expect(String(error)).not.toContain(owner.identity.slice(0, 30));
  });

  it('are not remembered as missing', async () => {
    const folder = await vaultFolder();
    await folder.seed('v.enc.yaml', { ONE: 'value' });
    const provider = folder.provider({ ageKeyFile: 'keys.txt' });
    await expect(provider.get(secret('ONE'))).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(await provider.check()).toMatchObject({ status: 'degraded', details: { names: 1 } });
    await folder.write('keys.txt', owner.identity);
    expect((await provider.get(secret('ONE')))?.value).toBe('value');
    expect(await provider.check()).toMatchObject({ status: 'healthy' });
  });
});

import { readdir, stat } from 'node:fs/promises';
import { readSopsDocument, type SopsMetadata } from '@keyrack/sops-format';
import { describe, expect, it } from 'vitest';
import { key, owner, secret, stranger, type VaultFolder, vaultFolder } from './vault-folder.js';

const metadata = async (folder: VaultFolder, name: string): Promise<SopsMetadata> =>
  (await readSopsDocument(await folder.read(name))).metadata;

const rule = (pathRegex: string, recipient: string, more = ''): string =>
  `  - path_regex: ${pathRegex}\n    age: ${recipient}\n${more}`;
const rules = (...items: string[]): string => `creation_rules:\n${items.join('')}`;

describe('a new file', () => {
  it('is for its owner alone, in folders that others may enter, and needs no private key', async () => {
    const folder = await vaultFolder();
    const before = process.umask(0o022);
    try {
      await folder.provider({ file: 'a/b/v.enc.yaml', ageRecipients: [owner.recipient] }).set(secret('ONE'), 'value');
    } finally {
      process.umask(before);
    }
    expect((await stat(folder.at('a/b/v.enc.yaml'))).mode & 0o777).toBe(0o600);
    expect((await stat(folder.at('a/b'))).mode & 0o777).toBe(0o755);
    expect(await readdir(folder.at('a/b'))).toEqual(['v.enc.yaml']);
    expect((await folder.provider({ ...key, file: 'a/b/v.enc.yaml' }).get(secret('ONE')))?.value).toBe('value');
  });

  it.each([
    ['a list', { ageRecipients: [owner.recipient, stranger.recipient] }],
    ['text with commas', { ageRecipients: `${owner.recipient}, ${stranger.recipient}` } as object],
  ])('is for the recipients of the options, given as %s', async (_, options) => {
    const folder = await vaultFolder();
    await folder.write('.sops.yaml', rules(rule('.*', stranger.recipient)));
    await folder.provider(options).set(secret('ONE'), 'value');
    expect((await metadata(folder, 'v.enc.yaml')).ageRecipients).toEqual([owner.recipient, stranger.recipient]);
  });

  it('is for those of the environment when the options name none', async () => {
    const folder = await vaultFolder();
    const world = { env: { SOPS_AGE_RECIPIENTS: stranger.recipient } };
    await folder.provider({}, world).set(secret('ONE'), 'value');
    await folder.provider({ file: 'w.enc.yaml', ageRecipients: [owner.recipient] }, world).set(secret('ONE'), 'value');
    expect((await metadata(folder, 'v.enc.yaml')).ageRecipients).toEqual([stranger.recipient]);
    expect((await metadata(folder, 'w.enc.yaml')).ageRecipients).toEqual([owner.recipient]);
  });
});

it.each(['v.json', 'v.enc.env', 'v.ini'])('is not made as %s, where other tools expect no YAML', async (file) => {
  const folder = await vaultFolder();
  const set = folder.provider({ file, ageRecipients: [owner.recipient] }).set(secret('ONE'), 'value');
  await expect(set).rejects.toMatchObject({ code: 'UNSUPPORTED' });
  expect(await readdir(folder.path)).toEqual([]);
});

it.each(['sops/aws-kms', 'sops/gcp-kms', 'sops/azure-kv', 'sops/gpg'] as const)(
  'of a vault of %s is neither made nor missed, but where it says for which age keys',
  async (kind) => {
    const folder = await vaultFolder();
    const provider = folder.provider({ kind });
    const refused = {
      code: 'UNSUPPORTED',
      message: expect.stringContaining(`vaults of the kind ${kind} are not supported yet, age keys alone are. Use`),
    };
    await expect(provider.set(secret('ONE'), 'value')).rejects.toMatchObject(refused);
    await expect(provider.get(secret('ONE'))).rejects.toMatchObject(refused);
    expect(await provider.getMany([secret('ONE')])).toMatchObject([{ error: refused }]);
    expect(await provider.status(secret('ONE'))).toMatchObject({ state: 'absent' });
    expect(await readdir(folder.path)).toEqual([]);
    await folder.provider({ kind, ageRecipients: [owner.recipient] }).set(secret('ONE'), 'value');
    expect((await folder.provider({ kind, ...key }).get(secret('ONE')))?.value).toBe('value');
  },
);

describe('creation rules', () => {
  it('come from the nearest .sops.yaml, the one beside the file included, and match the path from there', async () => {
    const folder = await vaultFolder();
    await folder.write('.sops.yaml', rules(rule('^secrets/v\\.enc\\.yaml$', owner.recipient), rule('.*', stranger.recipient)));
    await folder.write('beside/.sops.yaml', rules(rule('^v\\.enc\\.yaml$', owner.recipient)));
    for (const file of ['secrets/v.enc.yaml', 'beside/v.enc.yaml', 'other/v.enc.yaml']) {
      await folder.provider({ file }).set(secret('ONE'), 'value');
    }
    expect((await metadata(folder, 'secrets/v.enc.yaml')).ageRecipients).toEqual([owner.recipient]);
    expect((await metadata(folder, 'beside/v.enc.yaml')).ageRecipients).toEqual([owner.recipient]);
    expect((await metadata(folder, 'other/v.enc.yaml')).ageRecipients).toEqual([stranger.recipient]);
  });

  it('say what is encrypted', async () => {
    const folder = await vaultFolder();
    const more = '    encrypted_regex: ^SECRET_\n    mac_only_encrypted: true\n';
    await folder.write('.sops.yaml', rules(rule('.*', owner.recipient, more)));
    await folder.provider().set(secret('SECRET_ONE'), 'value');
    expect(await metadata(folder, 'v.enc.yaml')).toMatchObject({
      selection: { kind: 'encrypted_regex', pattern: '^SECRET_' },
      macOnlyEncrypted: true,
    });
    await expect(folder.provider(key).set(secret('PUBLIC'), 'value')).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });

  it.each([
    ['no rule matches', rules(rule('^never$', owner.recipient)), 'no creation rule of .sops.yaml matches v.enc.yaml'],
    ['the YAML is broken', 'creation_rules: [', '.sops.yaml:'],
    ['there are none', 'stores: {}\n', 'nothing says for whom to encrypt the new file'],
    ['there is no file', undefined, 'nothing says for whom to encrypt the new file'],
    ['a recipient is malformed', rules(rule('.*', 'age1nonsense')), '.sops.yaml: '],
  ])('are complained about when %s, and nothing is written', async (_, config, message) => {
    const folder = await vaultFolder();
    if (config !== undefined) await folder.write('.sops.yaml', config);
    const set = folder.provider().set(secret('ONE'), 'canary-4711');
    await expect(set).rejects.toMatchObject({ code: 'INVALID_CONFIG', message: expect.stringContaining(message) });
    expect(await readdir(folder.path)).toEqual(config === undefined ? [] : ['.sops.yaml']);
  });

  it('that ask for other keys are refused, since leaving them out would lock people out', async () => {
    const folder = await vaultFolder();
    const more = '    kms: arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-000000000000\n';
    await folder.write('.sops.yaml', rules(rule('.*', owner.recipient, more)));
    await expect(folder.provider().set(secret('ONE'), 'value')).rejects.toMatchObject({ code: 'UNSUPPORTED' });
  });
});

import { createSopsDocument } from '@keyrack/sops-format';
import { describe, expect, it } from 'vitest';
import { key, owner, secret, type VaultFolder, vaultFolder } from './vault-folder.js';

/** Plaintext and type as another tool writes them; the authentication code is over the plaintext alone. */
async function typed(values: Readonly<Record<string, readonly [string, string]>>): Promise<VaultFolder> {
  const folder = await vaultFolder();
  await folder.seed('v.enc.yaml', Object.fromEntries(Object.entries(values).map(([name, [text]]) => [name, text])));
  let text = await folder.read('v.enc.yaml');
  for (const [name, [, type]] of Object.entries(values))
    text = text.replace(new RegExp(`^(${name}: .*),type:str\\]$`, 'm'), `$1,type:${type}]`);
  await folder.write('v.enc.yaml', text);
  return folder;
}

describe('a value of a type of its own', () => {
  it('is the text that the official tool prints, and JSON only where it is a type of JSON', async () => {
    const folder = await typed({
      DATE: ['2024-05-01T00:00:00Z', 'time'],
      OFFSET: ['2024-05-01T10:20:30.5+02:00', 'time'],
      INT: ['9007199254740993', 'int'],
      FLOAT: ['1000', 'float'],
      LARGE: ['1500000', 'float'],
      SMALL: ['0.0000001', 'float'],
      INFINITE: ['+Inf', 'float'],
      NONE: ['NaN', 'float'],
      BOOL: ['True', 'bool'],
      TEXT: ['"2024-05-01"', 'str'],
    });
    const provider = folder.provider(key);
    const names = ['DATE', 'OFFSET', 'INT', 'FLOAT', 'LARGE', 'SMALL', 'INFINITE', 'NONE', 'BOOL', 'TEXT'];
    const entries = await provider.getMany(names.map(secret));
    const expected = [
      { value: '2024-05-01T00:00:00Z' },
      { value: '2024-05-01T10:20:30.5+02:00' },
      { value: '9007199254740993', encoding: 'json' },
      { value: '1000', encoding: 'json' },
      { value: '1.5e+06', encoding: 'json' },
      { value: '1e-07', encoding: 'json' },
      { value: '.inf' },
      { value: '.nan' },
      { value: 'true', encoding: 'json' },
      { value: '"2024-05-01"' },
    ];
    expect(entries).toEqual(expected.map((record) => ({ record })));
    expect(await provider.get(secret('DATE'))).toEqual({ value: '2024-05-01T00:00:00Z' });
  });

  it('is refused alone when its bytes are no text', async () => {
    const folder = await vaultFolder();
    const document = await createSopsDocument({ ageRecipients: [owner.recipient], macOnlyEncrypted: true });
    document.set('TEXT', 'kept');
    // What stands in clear does not count for the authentication code here, so it can be written by hand.
    const clear = 'BYTES_unencrypted: !!binary /wA=\nNAMED_unencrypted: !!binary aGVsbG8=\n';
    const file = await folder.write('v.enc.yaml', clear + document.toText(new Date('2026-01-01T00:00:00Z')));
    const provider = folder.provider(key);
    const [bytes, named, text] = await provider.getMany(['BYTES_unencrypted', 'NAMED_unencrypted', 'TEXT'].map(secret));
    const refusal = {
      code: 'UNSUPPORTED',
      message: `${file}: the value of BYTES_unencrypted is no text. Read it with the sops program, or store it as Base64.`,
    };
    expect(bytes).toMatchObject({ error: refusal });
    expect([named, text]).toEqual([{ record: { value: 'hello' } }, { record: { value: 'kept' } }]);
    await expect(provider.get(secret('BYTES_unencrypted'))).rejects.toMatchObject(refusal);
  });
});

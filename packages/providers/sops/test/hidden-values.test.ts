import { describe, expect, it } from 'vitest';
import { key, secret, vaultFolder } from './vault-folder.js';

describe('a value that was moved into a later document', () => {
  it('is not absent for any operation, and the file stays as it is', async () => {
    const folder = await vaultFolder();
    const file = await folder.seed('v.enc.yaml', { ONE: 'first', LAST: 'canary-4711' });
    const text = await folder.read('v.enc.yaml');
    const line = /^LAST: .*\n/m.exec(text)?.[0] ?? '';
    const block = text.slice(text.indexOf('sops:\n'));
    const hidden = `${text.replace(line, '')}---\n${line}${block}`;
    await folder.write('v.enc.yaml', hidden);
    const place = hidden.split('\n').indexOf(line.trimEnd()) + 1;
    const provider = folder.provider(key);
    const refusal = {
      code: 'DECRYPT_FAILED',
      target: file,
      message: `${file}:${place}:1: a value of LAST stands here and not at the top of the first document, where it may have been moved from. Restore the file from version control.`,
    };
    for (const call of [
      () => provider.get(secret('LAST')),
      () => provider.status(secret('LAST')),
      () => provider.set(secret('LAST'), 'new'),
      () => provider.set(secret('LAST'), 'new', { ifVersion: 'absent' }),
      () => provider.delete(secret('LAST')),
    ])
      await expect(call()).rejects.toMatchObject(refusal);
    expect(await provider.getMany(['ONE', 'LAST', 'OTHER'].map(secret))).toMatchObject([
      { record: { value: 'first' } },
      { error: refusal },
      { absent: true },
    ]);
    expect(await folder.provider().status(secret('OTHER'))).toEqual({ state: 'absent' });
    expect(await folder.read('v.enc.yaml')).toBe(hidden);
  });

  it('without a block of its own makes the whole file refused', async () => {
    const folder = await vaultFolder();
    await folder.seed('v.enc.yaml', { ONE: 'first', LAST: 'last' });
    const text = await folder.read('v.enc.yaml');
    const line = /^LAST: .*\n/m.exec(text)?.[0] ?? '';
    await folder.write('v.enc.yaml', `${text.replace(line, '')}---\n${line}`);
    const provider = folder.provider(key);
    const refusal = { code: 'DECRYPT_FAILED', message: expect.stringContaining('Restore the file from version control.') };
    await expect(provider.get(secret('ONE'))).rejects.toMatchObject(refusal);
    await expect(provider.status(secret('LAST'))).rejects.toMatchObject(refusal);
  });
});

import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { secret, vaultFolder } from './vault-folder.js';

/** Files that the official tool wrote, with the private keys to them. */
const vectors = new URL('../../../sops-format/test/vectors/', import.meta.url);
const vector = (name: string): Promise<string> => readFile(new URL(name, vectors), 'utf8');

describe('a file of the official tool', () => {
  it('gives text as it is, times as text, and other types as JSON with their encoding', async () => {
    const folder = await vaultFolder();
    await folder.write('v.enc.yaml', await vector('types.enc.yaml'));
    const provider = folder.provider({ ageKey: await vector('keys.txt') });
    const names = ['string', 'quoted_number', 'empty', 'large_integer', 'float', 'true_value', 'null_value', 'time', 'empty_map'];
    const entries = await provider.getMany([...names, 'none'].map(secret));
    expect(entries.map((entry) => ('record' in entry ? entry.record : entry))).toEqual([
      { value: 'hello' },
      { value: '12' },
      { value: '' },
      { value: '9007199254740993', encoding: 'json' },
      { value: '1.5', encoding: 'json' },
      { value: 'true', encoding: 'json' },
      { value: 'null', encoding: 'json' },
      { value: '2001-12-14T21:59:43.1-05:00' },
      { value: '{}', encoding: 'json' },
      { absent: true },
    ]);
  });

  it('keeps the types of other values when one is set', async () => {
    const folder = await vaultFolder();
    await folder.write('v.enc.yaml', await vector('types.enc.yaml'));
    const provider = folder.provider({ ageKey: await vector('keys.txt') });
    await provider.set(secret('string'), '42');
    expect(await provider.get(secret('string'))).toEqual({ value: '42' });
    expect(await provider.get(secret('integer'))).toEqual({ value: '42', encoding: 'json' });
  });

  it('opens when its data key is split over groups', async () => {
    const folder = await vaultFolder();
    await folder.write('v.enc.yaml', await vector('shamir.enc.yaml'));
    const provider = folder.provider({ ageKey: await vector('keys.txt') });
    expect((await provider.get(secret('top')))?.value).toBe('one');
  });
});

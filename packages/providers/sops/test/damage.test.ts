import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { key, owner, secret, stranger, vaultFolder } from './vault-folder.js';

const canary = 'canary-4711';

/** Swaps two characters in the middle of the ciphertext of a line. */
const damageLine = (text: string, name: string): string =>
  text.replace(
    new RegExp(`(${name}: ENC\\[AES256_GCM,data:)(.)`),
    (_, head: string, first: string) => head + (first === 'A' ? 'B' : 'A'),
  );

const damages: Record<string, [(text: string) => string, string, RegExp]> = {
  'a value is damaged': [(text) => damageLine(text, 'ONE'), 'DECRYPT_FAILED', /ONE/],
  'the mac is damaged': [(text) => damageLine(text, 'mac'), 'DECRYPT_FAILED', /mac/],
  'a value is missing': [(text) => text.replace(/^TWO: .*\n/m, ''), 'DECRYPT_FAILED', /mac/],
  'the mac is missing': [(text) => text.replace(/^ +mac: .*\n/m, ''), 'DECRYPT_FAILED', /mac/],
  'the wrapped key is damaged': [
    (text) => text.replace(/^( +-----BEGIN AGE.*\n +)..../m, '$1AAAA'),
    '(DECRYPT_FAILED|INVALID_CONFIG)',
    /./,
  ],
  'it breaks off': [(text) => text.slice(0, text.length / 2), '(DECRYPT_FAILED|INVALID_CONFIG)', /./],
  'it is no YAML': [() => 'ONE: "open\nTWO: [', 'INVALID_CONFIG', /:\d+:\d+: /],
  'it is not encrypted': [() => `ONE: ${canary}\n`, 'INVALID_CONFIG', /no sops block/],
  'it is empty': [() => '', 'INVALID_CONFIG', /empty|sops block/],
};

describe.each(Object.entries(damages))('when %s', (_, [damage, code, words]) => {
  it('every operation that needs the part fails with the file named, and nothing is written', async () => {
    const folder = await vaultFolder();
    const file = await folder.seed('v.enc.yaml', { ONE: canary, TWO: 'other' });
    const broken = damage(await folder.read('v.enc.yaml'));
    await folder.write('v.enc.yaml', broken);
    const provider = folder.provider(key);
    const calls = [provider.get(secret('ONE')), provider.set(secret('ONE'), 'new'), provider.getMany([secret('ONE')])];
    for (const outcome of await Promise.allSettled(calls)) {
      const error = outcome.status === 'rejected' ? outcome.reason : (outcome.value as readonly { error: unknown }[])[0]?.error;
      expect(error).toMatchObject({
        code: expect.stringMatching(`^${code}$`),
        target: file,
        message: expect.stringMatching(words),
      });
      expect((error as Error).message.startsWith(file)).toBe(true);
      expect(inspect(error)).not.toContain(canary);
    }
    expect(await folder.read('v.enc.yaml')).toBe(broken);
  });
});

describe('a key that does not fit', () => {
  it('is told from none, with the recipients of the file', async () => {
    const folder = await vaultFolder();
    const file = await folder.seed('v.enc.yaml', { ONE: canary });
    await expect(folder.provider({ ageKey: stranger.identity }).get(secret('ONE'))).rejects.toMatchObject({
      code: 'DECRYPT_FAILED',
      message: expect.stringMatching(`^${file}: none of 1 age identities opens .*${owner.recipient}`),
    });
  });

  it('does not hinder status', async () => {
    const folder = await vaultFolder();
    await folder.seed('v.enc.yaml', { ONE: canary });
    expect(await folder.provider({ ageKey: stranger.identity }).status(secret('ONE'))).toEqual({ state: 'present' });
  });
});

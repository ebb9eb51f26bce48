import { readdir, stat } from 'node:fs/promises';
import { createSops } from '@keyrack/sops';
import { describe, expect, it } from 'vitest';
import { collect, key, secret, vaultFolder } from './vault-folder.js';

/** The lines that differ, by their position. */
function changedLines(before: string, after: string): string[] {
  const old = before.split('\n');
  return after.split('\n').filter((line, index) => line !== old[index]);
}

describe('set', () => {
  it('changes the line of the value, lastmodified and mac, and no other', async () => {
    const folder = await vaultFolder();
    const file = await folder.seed('v.enc.yaml', { FIRST: 'one', SECOND: 'two', THIRD: 'three' });
    const before = await folder.read('v.enc.yaml');
    await folder.provider(key).set(secret('SECOND'), 'changed');
    const lines = changedLines(before, await folder.read('v.enc.yaml'));
    expect(lines.map((line) => line.trim().split(':')[0])).toEqual(['SECOND', 'lastmodified', 'mac']);
    expect(lines[1]).toContain('2026-03-04T05:06:07Z');
    expect((await folder.provider(key).get(secret('FIRST')))?.value).toBe('one');
    expect(file).toBe(folder.at('v.enc.yaml'));
  });

  it('adds a new name after the last one and keeps the rest', async () => {
    const folder = await vaultFolder();
    await folder.seed('v.enc.yaml', { FIRST: 'one' });
    const before = await folder.read('v.enc.yaml');
    await folder.provider(key).set(secret('SECOND'), 'two');
    const after = await folder.read('v.enc.yaml');
    expect(after.split('\n')[0]).toBe(before.split('\n')[0]);
    expect(after.split('\n')[1]).toMatch(/^SECOND: ENC\[AES256_GCM,.*type:str\]$/);
  });

  it('leaves the file alone when the value is there already', async () => {
    const folder = await vaultFolder();
    const file = await folder.seed('v.enc.yaml', { FIRST: 'one' });
    const { ino } = await stat(file);
    await folder.provider(key).set(secret('FIRST'), 'one');
    expect((await stat(file)).ino).toBe(ino);
  });

  it('refuses a name that the rules of the file leave in clear, and writes nothing', async () => {
    const folder = await vaultFolder();
    await folder.seed('v.enc.yaml', { FIRST: 'one' });
    const before = await folder.read('v.enc.yaml');
    const set = folder.provider(key).set(secret('HOST_unencrypted'), 'canary-4711');
    await expect(set).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: `${folder.at('v.enc.yaml')}: the rules of the document would leave HOST_unencrypted unencrypted. Choose another name, or change the rule.`,
    });
    expect(await folder.read('v.enc.yaml')).toBe(before);
  });

  it('creates only, when asked to, and needs no key to see that the name is taken', async () => {
    const folder = await vaultFolder();
    await folder.seed('v.enc.yaml', { FIRST: 'one' });
    const provider = folder.provider({ ageKey: '' });
    const set = provider.set(secret('FIRST'), 'two', { ifVersion: 'absent' });
    await expect(set).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('"FIRST" is there already') });
  });

  it('lets one of many win that create the same name at once', async () => {
    const folder = await vaultFolder();
    await folder.seed('v.enc.yaml', {});
    const provider = folder.provider(key);
    const tries = ['a', 'b', 'c', 'd', 'e'].map((value) => provider.set(secret('ONE'), value, { ifVersion: 'absent' }));
    const outcomes = await Promise.allSettled(tries);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe('delete', () => {
  it('says no without a file or name, needs no key for that, and leaves the folder as it is', async () => {
    const folder = await vaultFolder();
    const provider = folder.provider();
    expect(await provider.delete(secret('FIRST'))).toBe(false);
    const file = await folder.seed('v.enc.yaml', { FIRST: 'one' });
    const { ino } = await stat(file);
    expect(await provider.delete(secret('OTHER'))).toBe(false);
    expect((await stat(file)).ino).toBe(ino);
    expect(await readdir(folder.path)).toEqual(['v.enc.yaml']);
  });

  it('removes one line', async () => {
    const folder = await vaultFolder();
    await folder.seed('v.enc.yaml', { FIRST: 'one', SECOND: 'two' });
    const provider = folder.provider(key);
    expect(await provider.delete(secret('FIRST'))).toBe(true);
    expect((await folder.read('v.enc.yaml')).split('\n')[0]).toMatch(/^SECOND: /);
    expect((await provider.get(secret('SECOND')))?.value).toBe('two');
  });
});

describe('status and list', () => {
  it('need no key', async () => {
    const folder = await vaultFolder();
    const provider = folder.provider();
    expect(await provider.status(secret('FIRST'))).toEqual({
      state: 'absent',
      reason: `${folder.at('v.enc.yaml')} does not exist`,
    });
    await folder.seed('v.enc.yaml', { FIRST: 'one', SECOND: 'two' });
    expect(await provider.status(secret('FIRST'))).toEqual({ state: 'present' });
    expect(await provider.status(secret('THIRD'))).toEqual({ state: 'absent' });
    await folder.seed('v.enc.yaml', { FIRST: '', SECOND: 'two' });
    expect(await provider.status(secret('FIRST'))).toEqual({ state: 'present', empty: true });
    expect(await provider.status(secret('SECOND'))).toEqual({ state: 'present' });
    expect(await collect(provider.list([]))).toEqual([{ address: secret('FIRST') }, { address: secret('SECOND') }]);
    const named = { address: { path: ['v.enc.yaml', 'SECOND'] } };
    expect(await collect(provider.list(['v.enc.yaml', 'SECOND']))).toEqual([named]);
  });

  it('see a change that somebody else made', async () => {
    const folder = await vaultFolder();
    await folder.seed('v.enc.yaml', { FIRST: 'one' });
    const provider = folder.provider(key);
    expect((await provider.get(secret('FIRST')))?.value).toBe('one');
    await folder.seed('v.enc.yaml', { FIRST: 'two' });
    expect((await provider.get(secret('FIRST')))?.value).toBe('two');
  });
});

describe('addresses', () => {
  it('are a file and a name, or a name alone where the provider has a file', async () => {
    const folder = await vaultFolder();
    const refused = { code: 'INVALID_ARGUMENT' };
    await expect(folder.provider({ file: undefined }).get(secret('FIRST'))).rejects.toMatchObject(refused);
    await expect(folder.provider().get({ path: ['a', 'b', 'c'] })).rejects.toMatchObject(refused);
    await expect(folder.provider().get(secret('sops'))).rejects.toMatchObject(refused);
    const provider = folder.provider({ baseDir: 'infra' });
    expect(provider.addressKey({ path: ['./a/../v.enc.yaml', 'K'] })).toBe(provider.addressKey(secret('K')));
    expect(provider.addressKey(secret('K'))).toBe(JSON.stringify([folder.at('infra/v.enc.yaml'), 'K']));
  });

  it('find a file below the working directory when the base folder has none', async () => {
    const folder = await vaultFolder();
    await folder.seed('v.enc.yaml', { FIRST: 'below' });
    const provider = folder.provider({ ...key, baseDir: 'infra' });
    expect((await provider.get(secret('FIRST')))?.value).toBe('below');
    await provider.set(secret('SECOND'), 'there too');
    await folder.seed('infra/v.enc.yaml', { FIRST: 'base' });
    expect((await provider.get(secret('FIRST')))?.value).toBe('base');
    expect(await readdir(folder.at('infra'))).toEqual(['v.enc.yaml']);
  });
});

it('is what the package exports', () => {
  expect(createSops({ kind: 'sops/gpg' }).kind).toBe('sops/gpg');
  expect(() => createSops({ kind: 'sops/none' } as object)).toThrow(/"kind" must be one of/);
});

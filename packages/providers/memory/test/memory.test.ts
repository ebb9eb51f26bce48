import { createSecrets } from '@keyrack/core';
import { describe, expect, it } from 'vitest';
import { createMemory } from '../src/index.js';

describe('createMemory', () => {
  it('starts with the secrets that it is given, under the names that a client uses', async () => {
    const values = { GLOBAL: 'a', 'prod//STACK': 'b', 'prod/api/INSTANCE': 'c', 'prod/infra%2Fvpc/ESC%25APED': 'd' };
    const secrets = createSecrets({ provider: createMemory({ secrets: values }) });
    for (const [name, value] of Object.entries(values)) expect((await secrets.get(name)).reveal()).toBe(value);
  });

  it('keeps the three scopes apart', async () => {
    const secrets = createSecrets({ provider: createMemory({ secrets: { KEY: 'global' } }) });
    expect(await secrets.find('prod//KEY')).toBeUndefined();
    expect(await secrets.find('prod/api/KEY')).toBeUndefined();
  });

  it('refuses malformed options without quoting a value', () => {
    expect(() => createMemory({ secrets: { '../KEY': 'hunter2' } })).toThrow('a part of it is ".."');
    const misspelt: object = { secret: { KEY: 'hunter2' }, secrets: 'hunter2' };
    const create = () => createMemory(misspelt);
    expect(create).toThrow(/"secret" is not an option .*"secrets" must be a map of texts/);
    expect(create).toThrow(expect.not.objectContaining({ message: expect.stringContaining('hunter2') }));
  });

  it('does not look at its options again', async () => {
    const values: Record<string, string> = { KEY: 'first' };
    const memory = createMemory({ secrets: values });
    values.KEY = 'second';
    expect((await memory.get({ path: ['KEY'] }))?.value).toBe('first');
  });

  it('shares nothing with other instances', async () => {
    const memory = createMemory();
    await memory.set({ path: ['KEY'] }, 'value');
    expect(await createMemory().get({ path: ['KEY'] })).toBeUndefined();
  });

  it('tells of an empty value that it is empty', async () => {
    const memory = createMemory();
    const address = { path: ['KEY'] };
    await memory.set(address, '');
    expect(await memory.status(address)).toMatchObject({ state: 'present', empty: true });
    await memory.set(address, 'value');
    expect(await memory.status(address)).not.toHaveProperty('empty');
  });

  it('keeps the history of a secret, newest first, until it is deleted', async () => {
    const memory = createMemory();
    const address = { path: ['KEY'] };
    const first = await memory.set(address, 'first');
    const second = await memory.set(address, 'second');
    const versions = [];
    for await (const { version } of memory.versions(address)) versions.push(version);
    expect(versions).toEqual([second.version, first.version]);
    expect((await memory.get(address, { version: first.version }))?.value).toBe('first');

    await memory.delete(address);
    expect(await memory.get(address, { version: first.version })).toBeUndefined();
    const third = await memory.set(address, 'third');
    expect([first.version, second.version]).not.toContain(third.version);
  });

  it('goes back to an older value, which becomes one more version', async () => {
    const memory = createMemory();
    const address = { path: ['KEY'] };
    const first = await memory.set(address, 'first');
    await memory.set(address, 'second');
    const { version } = await memory.rollback(address, first.version ?? '');
    expect(await memory.get(address)).toMatchObject({ value: 'first', version });
    expect(version).not.toBe(first.version);
    await expect(memory.rollback(address, '999')).rejects.toMatchObject({ code: 'NOT_FOUND', target: 'KEY' });
  });

  it('tells a reference from a path of the same text', async () => {
    const memory = createMemory();
    await memory.set({ path: ['KEY'] }, 'of the path');
    await memory.set({ reference: 'KEY' }, 'of the reference');
    expect((await memory.get({ path: ['KEY'] }))?.value).toBe('of the path');
    expect((await memory.get({ reference: 'KEY' }))?.value).toBe('of the reference');
  });

  it('forgets everything when it is closed', async () => {
    const memory = createMemory({ secrets: { KEY: 'value' } });
    await memory.close();
    await expect(memory.get({ path: ['KEY'] })).rejects.toMatchObject({ code: 'UNAVAILABLE', retryable: false });
  });
});

import { describe, expect, it, vi } from 'vitest';
import { createSecrets } from '../src/create-secrets.js';
import { defineProvider } from '../src/define-provider.js';
import { errorTable } from '../src/error-table.js';
import { addressNames as names } from '../src/names.js';
import type { GetOptions } from '../src/secret-provider.js';
import { wrapProvider } from '../src/wrap-provider.js';
import { limits } from './demo-limits.js';

const address = { path: ['KEY'] };

function setup() {
  const values = ['first', 'second'];
  const rollback = vi.fn(async (_: object, version: string) => {
    const value = values[Number(version)];
    if (value === undefined) throw Object.assign(new Error(), { name: 'Gone' });
    return { version: String(values.push(value) - 1) };
  });
  const get = vi.fn(async (_: object, { version }: GetOptions = {}) => {
    const at = version === undefined ? values.length - 1 : version === 'previous' ? values.length - 2 : Number(version);
    return { value: values[at] ?? '', version: String(at) };
  });
  const provider = defineProvider({
    kind: 'demo',
    limits,
    errors: errorTable('demo', { Gone: 'NOT_FOUND' }),
    names,
    get,
    rollback,
    async *versions() {
      for (const at of values.keys()) yield { version: String(at), readable: true };
    },
    close: async () => {},
  });
  return { provider, get, rollback };
}

describe('rollback', () => {
  it('throws NOT_FOUND instead of turning it into absence', async () => {
    await expect(setup().provider.rollback(address, '7')).rejects.toMatchObject({
      code: 'NOT_FOUND',
      operation: 'rollback',
      target: 'KEY',
    });
  });

  it('is guarded like every other method', async () => {
    const { provider, rollback } = setup();
    await expect(provider.rollback({ path: ['..'] }, '0')).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    const reason = new Error('mine');
    await expect(provider.rollback(address, '0', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    await provider.close();
    await expect(provider.rollback(address, '0')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(rollback).not.toHaveBeenCalled();
  });

  it('is shown to decorators, and absent where the provider has none', async () => {
    const operations: string[] = [];
    const wrapped = wrapProvider(setup().provider, {
      around: (call, next) => {
        operations.push(call.operation, ...call.addresses.map(String));
        return next();
      },
    });
    expect(await wrapped.rollback(address, '0')).toEqual({ version: '2' });
    expect(operations[0]).toBe('rollback');
    const { rollback: _, ...without } = setup().provider;
    expect(wrapProvider(without, { around: (_call, next) => next() })).not.toHaveProperty('rollback');
    await expect(createSecrets({ provider: without }).rollback('KEY', '0')).rejects.toMatchObject({ code: 'UNSUPPORTED' });
  });

  it('makes a client forget the value that it had', async () => {
    const secrets = createSecrets({ provider: setup().provider, cache: { ttlMs: 60_000 } });
    expect((await secrets.get('KEY')).reveal()).toBe('second');
    expect(await secrets.rollback('KEY', '0')).toEqual({ version: '2' });
    expect((await secrets.get('KEY')).reveal()).toBe('first');
  });

  it('finds a label of a version where it is now, cache or not', async () => {
    const { provider, get } = setup();
    const secrets = createSecrets({ provider, cache: { ttlMs: 60_000 } });
    const read = async (version: string): Promise<string> => (await secrets.get('KEY', { version })).reveal();
    expect([await read('previous'), await read('0'), await read('0')]).toEqual(['first', 'first', 'first']);
    expect(get).toHaveBeenCalledTimes(2);
    await secrets.rollback('KEY', '0');
    expect([await read('previous'), await read('0')]).toEqual(['second', 'first']);
    expect(get).toHaveBeenCalledTimes(4);
  });
});

import { getEventListeners } from 'node:events';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createSecrets } from '../src/create-secrets.js';
import { defineProvider } from '../src/define-provider.js';
import { errorTable } from '../src/error-table.js';
import { checkHealth } from '../src/health.js';
import { createMasker } from '../src/masker.js';
import { addressNames as names } from '../src/names.js';
import { limits } from './demo-limits.js';

function setup() {
  const store = new Map<string, string>();
  const get = vi.fn(async (address: { path: readonly string[] } | { reference: string }) => {
    const value = store.get(JSON.stringify(address));
    return value === undefined ? undefined : { value };
  });
  const provider = defineProvider({
    kind: 'demo',
    limits,
    errors: errorTable('demo', { Gone: 'NOT_FOUND' }),
    names,
    get,
    async set(address, value) {
      store.set(JSON.stringify(address), value);
      return {};
    },
  });
  return { provider, get, store };
}

describe('createSecrets', () => {
  it('reads and writes by coordinate, address and view', async () => {
    const secrets = createSecrets({ provider: setup().provider });
    await secrets.set('prod/api/KEY', 'one');
    await secrets.at({ stack: 'prod' }).set('KEY', 'two');
    expect((await secrets.at({ stack: 'prod', component: 'api' }).get('KEY')).reveal()).toBe('one');
    expect((await secrets.get({ scope: 'stack', stack: 'prod', name: 'KEY' })).reveal()).toBe('two');
    expect((await secrets.get({ path: ['prod', 'KEY'] })).reveal()).toBe('two');
  });

  it('says NOT_FOUND for get and undefined for find', async () => {
    const secrets = createSecrets({ provider: setup().provider });
    expect(await secrets.find('KEY')).toBeUndefined();
    await expect(secrets.get('KEY')).rejects.toMatchObject({ code: 'NOT_FOUND', target: 'KEY' });
  });

  it('registers values with the masker before it hands them out, parts too', async () => {
    const { provider } = setup();
    const masker = createMasker();
    await createSecrets({ provider }).set('KEY', '{"port":54321,"p":"correct horse"}');
    const secrets = createSecrets({ provider, masker });
    await secrets.get('KEY', { path: '.port' });
    expect(masker.mask('54321 and correct horse')).toBe('<MASKED> and <MASKED>');
  });

  it('keeps values for the life of the cache, and forgets them at a write; absence is asked for again', async () => {
    const { provider, get } = setup();
    const secrets = createSecrets({ provider, cache: { ttlMs: 60_000 } });
    await secrets.find('KEY');
    await secrets.find('KEY');
    expect(get).toHaveBeenCalledTimes(2);
    await secrets.set('KEY', 'one');
    await secrets.get('KEY');
    await secrets.get('KEY');
    expect(get).toHaveBeenCalledTimes(3);
    await secrets.set('KEY', 'two');
    expect((await secrets.get('KEY')).reveal()).toBe('two');
  });

  it('does not join a read that began before a write', async () => {
    const { provider, get, store } = setup();
    const secrets = createSecrets({ provider });
    await secrets.set('KEY', 'old');
    const gate = Promise.withResolvers<void>();
    get.mockImplementationOnce(async (address) => {
      const value = store.get(JSON.stringify(address)) ?? '';
      await gate.promise;
      return { value };
    });
    const slow = secrets.get('KEY');
    await new Promise((resume) => setTimeout(resume, 2));
    await secrets.set('KEY', 'new');
    expect((await secrets.get('KEY')).reveal()).toBe('new');
    gate.resolve();
    expect((await slow).reveal()).toBe('old');
  });

  it('gives up at the deadline with TIMEOUT, and on abort with the caller’s own reason', async () => {
    const { provider, get } = setup();
    get.mockImplementation(() => new Promise(() => {}));
    const secrets = createSecrets({ provider, timeoutMs: 20 });
    await expect(secrets.get('KEY')).rejects.toMatchObject({ code: 'TIMEOUT', retryable: true });
    const reason = new Error('mine');
    await expect(secrets.get('KEY', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const later = new AbortController();
    const reading = secrets.get('KEY', { signal: later.signal });
    later.abort(reason);
    await expect(reading).rejects.toBe(reason);
  });

  it('keeps a timer while a call runs, and none after it', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { provider, get } = setup();
    const gate = Promise.withResolvers<{ value: string }>();
    get.mockImplementation(() => gate.promise);
    const caller = new AbortController();
    const reading = createSecrets({ provider }).get('KEY', { signal: caller.signal });
    await vi.advanceTimersByTimeAsync(1);
    expect(vi.getTimerCount()).toBe(1);
    gate.resolve({ value: 'v' });
    await reading;
    expect(vi.getTimerCount()).toBe(0);
    expect(getEventListeners(caller.signal, 'abort')).toEqual([]);
  });

  it('checks at construction what the application requires, and the contract', () => {
    const { provider } = setup();
    expect(() => createSecrets({ provider, requires: ['set', 'list'] })).toThrow(
      expect.objectContaining({ code: 'UNSUPPORTED' }),
    );
    const other = { ...provider, contract: 2 } as never;
    expect(() => createSecrets({ provider: other })).toThrow(expect.objectContaining({ code: 'INVALID_CONFIG' }));
  });

  it('answers unknown where a status or health would need a method that is not there', async () => {
    const { provider } = setup();
    expect(await createSecrets({ provider }).status('KEY')).toMatchObject({ state: 'unknown' });
    expect(await checkHealth(provider)).toEqual({ status: 'unknown', details: {} });
    await expect(createSecrets({ provider }).delete('KEY')).rejects.toMatchObject({ code: 'UNSUPPORTED' });
  });
});

describe('defineProvider', () => {
  it('refuses bad addresses and values before the method runs', async () => {
    const { provider, get } = setup();
    const bad = ['', '.', '..', 'a\u0000b', 'e\u0301', '\ud800', 'x'.repeat(513)].map((segment) => ({ path: [segment] }));
    for (const address of [...bad, { path: [] }, { reference: 'op://x' }]) {
      await expect(provider.get(address)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    }
    for (const value of ['', 'x'.repeat(65), '\udc00'])
      await expect(provider.set({ path: ['A'] }, value)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(provider.set({ path: ['A'] }, 'x', { ifVersion: 'absent' })).rejects.toMatchObject({ code: 'UNSUPPORTED' });
    expect(get).not.toHaveBeenCalled();
  });

  it('refuses a bad prefix of a listing, and a batch that lost an entry', async () => {
    const provider = defineProvider({
      kind: 'demo',
      limits,
      errors: errorTable('demo', {}),
      names,
      get: async () => undefined,
      getMany: async () => [{ absent: true }],
      async *list() {},
    });
    const first = (prefix: readonly string[]): Promise<unknown> => provider.list(prefix)[Symbol.asyncIterator]().next();
    await expect(first(['..'])).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    expect(await first([])).toEqual({ done: true, value: undefined });
    await expect(provider.getMany([{ path: ['A'] }, { path: ['B'] }])).rejects.toMatchObject({ code: 'UNKNOWN' });
  });

  it('turns NOT_FOUND of the table into undefined', async () => {
    const { provider, get } = setup();
    get.mockRejectedValueOnce(Object.assign(new Error(), { name: 'Gone' }));
    expect(await provider.get({ path: ['A'] })).toBeUndefined();
    expect('list' in provider).toBe(false);
  });

  it('turns NOT_FOUND of the table into an empty history, and nothing else', async () => {
    const historyAfter = async (name: string): Promise<unknown> => {
      const failing = { [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(Object.assign(new Error(), { name })) }) };
      const errors = errorTable('demo', { Gone: 'NOT_FOUND' });
      const provider = defineProvider({
        kind: 'demo',
        limits,
        errors,
        names,
        get: async () => undefined,
        versions: () => failing,
      });
      return (
        await provider
          .versions({ path: ['A'] })
          [Symbol.asyncIterator]()
          .next()
      ).done;
    };
    expect(await historyAfter('Gone')).toBe(true);
    await expect(historyAfter('Other')).rejects.toMatchObject({ code: 'UNKNOWN' });
  });
});

import { getEventListeners } from 'node:events';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { abortable, onAbort, pause } from '../src/abort.js';
import { createSecrets } from '../src/create-secrets.js';
import { defineProvider } from '../src/define-provider.js';
import { errorTable } from '../src/error-table.js';
import { createLimiter } from '../src/limiter.js';
import { addressNames as names } from '../src/names.js';
import { secretError } from '../src/secret-error.js';
import type { Address, BatchEntry, ProviderLimits } from '../src/secret-provider.js';
import { limits as usualLimits } from './demo-limits.js';

const limits: ProviderLimits = {
  ...usualLimits,
  emptyValue: true,
  conditionalSet: 'create',
  statusCost: 'remote',
  concurrency: 8,
};
const errors = errorTable('demo', {});
const nameOf = (address: Address): string => ('path' in address ? (address.path.at(-1) ?? '') : address.reference);
const count = (length: number): string[] => Array.from({ length }, (_, index) => `N${index}`);
const outcomes = (results: readonly object[]): string[] => results.map((result) => Object.keys(result)[0] ?? '');

function fakeTime(): void {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
}

describe('a signal', () => {
  it('has one listener, however many calls share it, and none after them', async () => {
    const { signal } = new AbortController();
    const calls = count(1000).map(() => abortable(signal, () => pause(5, signal)));
    await Promise.resolve();
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    await Promise.all(calls);
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });

  it('calls everybody who still listens, each once', () => {
    const controller = new AbortController();
    const heard: string[] = [];
    onAbort(controller.signal, () => heard.push('first'));
    onAbort(controller.signal, () => heard.push('left'))();
    onAbort(controller.signal, () => heard.push('last'));
    controller.abort();
    expect(heard).toEqual(['first', 'last']);
  });
});

describe('a limiter', () => {
  it('starts in order, at most so many at a time, and never what was given up while it waited', async () => {
    const limit = createLimiter(2);
    const controller = new AbortController();
    const started: string[] = [];
    const run = (name: string, signal?: AbortSignal): Promise<void> =>
      limit(() => {
        started.push(name);
        return pause(5, undefined);
      }, signal);
    const all = [run('a'), run('b'), run('gone', controller.signal), run('c')];
    controller.abort(new Error('given up'));
    await expect(all[2]).rejects.toThrow('given up');
    expect(started).toEqual(['a', 'b']);
    await Promise.all([all[0], all[1], all[3]]);
    expect(started).toEqual(['a', 'b', 'c']);
  });
});

describe('the deadline', () => {
  it('is that of a request: waiting for a free place does not count', async () => {
    fakeTime();
    const get = async (_: Address, { signal }: { signal: AbortSignal }) => pause(250, signal).then(() => ({ value: 'x' }));
    const secrets = createSecrets({ provider: defineProvider({ kind: 'demo', limits, errors, names, get }), timeoutMs: 1000 });
    const reading = secrets.getMany(count(80));
    await vi.runAllTimersAsync();
    expect(outcomes(await reading)).toEqual(Array(80).fill('secret'));
  });

  it('ends a request that hangs, with the name of the secret', async () => {
    fakeTime();
    const hangs = defineProvider({
      kind: 'demo',
      limits,
      errors,
      names,
      get: () => new Promise(() => {}),
      set: () => new Promise(() => {}),
    });
    const secrets = createSecrets({ provider: hangs, timeoutMs: 1000 });
    const late = { code: 'TIMEOUT', target: 'KEY', message: expect.stringContaining('within 1000 ms') };
    const calls = [secrets.get('KEY'), secrets.set('KEY', 'x')].map((call) => expect(call).rejects.toMatchObject(late));
    await vi.advanceTimersByTimeAsync(1000);
    await Promise.all(calls);
  });

  it('of the whole ends what still waits', async () => {
    fakeTime();
    const get = async (_: Address, { signal }: { signal: AbortSignal }) => pause(250, signal).then(() => ({ value: 'x' }));
    const secrets = createSecrets({ provider: defineProvider({ kind: 'demo', limits, errors, names, get }), totalMs: 600 });
    const reading = secrets.getMany(count(40));
    await vi.runAllTimersAsync();
    expect(outcomes(await reading)).toEqual([...Array(16).fill('secret'), ...Array(24).fill('error')]);
  });

  it('of a batch is that of each of its requests: what was answered arrives', async () => {
    fakeTime();
    const asked: number[] = [];
    const provider = defineProvider({
      kind: 'demo',
      limits: { ...limits, batch: { getMany: { size: 10, unit: 'name' } } },
      errors,
      names,
      get: async () => undefined,
      async getMany(addresses): Promise<BatchEntry[]> {
        asked.push(addresses.length);
        if (addresses.some((address) => Number(nameOf(address).slice(1)) >= 360)) return new Promise(() => {});
        return addresses.map((address) => ({ record: { value: nameOf(address) } }));
      },
    });
    const reading = createSecrets({ provider, timeoutMs: 1000 }).getMany(count(400));
    await vi.runAllTimersAsync();
    const results = await reading;
    expect(outcomes(results)).toEqual([...Array(360).fill('secret'), ...Array(40).fill('error')]);
    expect(asked).toEqual(Array(40).fill(10));
    expect(results.at(-1)).toMatchObject({ error: { code: 'TIMEOUT' } });
  });
});

describe('what was given up', () => {
  it('writes nothing afterwards, when it still waited', async () => {
    const written: string[] = [];
    const provider = defineProvider({
      kind: 'demo',
      limits: { ...limits, concurrency: 1 },
      errors,
      names,
      get: async () => undefined,
      async set(address, _, { signal }) {
        await pause(20, signal);
        written.push(nameOf(address));
        return {};
      },
    });
    const secrets = createSecrets({ provider });
    const controller = new AbortController();
    const writes = [secrets.set('A', 'x'), secrets.set('B', 'x', { signal: controller.signal })];
    controller.abort('gone');
    await expect(writes[1]).rejects.toBe('gone');
    await writes[0];
    await pause(30, undefined);
    expect(written).toEqual(['A']);
  });

  it('ends with the signal of the settings, too', async () => {
    const controller = new AbortController();
    const provider = defineProvider({ kind: 'demo', limits, errors, names, get: () => new Promise(() => {}) });
    const secrets = createSecrets({ provider, signal: controller.signal });
    const calls = [secrets.get('A'), secrets.get('B', { signal: new AbortController().signal })];
    const settled = Promise.allSettled(calls);
    controller.abort('the end');
    expect(await settled).toEqual(Array(2).fill({ status: 'rejected', reason: 'the end' }));
    await expect(secrets.status('A')).rejects.toBe('the end');
  });
});

describe('a failure that passes', () => {
  const failing = (code: 'RATE_LIMITED' | 'UNAVAILABLE', retryAfterMs?: number) =>
    secretError('no', { code, provider: 'demo', operation: 'get', retryAfterMs });

  function flaky(failures: number, error: Error, retry: ProviderLimits['retry'] = 'core') {
    let made = 0;
    const answer = async <T>(value: T): Promise<T> => {
      made += 1;
      if (made <= failures) throw error;
      return value;
    };
    const provider = defineProvider({
      kind: 'demo',
      limits: { ...limits, retry },
      errors,
      names,
      get: () => answer({ value: 'x' }),
      set: () => answer({}),
      check: () => answer({ status: 'healthy', details: {} } as const),
    });
    return { provider, made: () => made };
  }
  const address = { path: ['KEY'] };

  it('is repeated by core where the limits say so, at most twice', async () => {
    fakeTime();
    const passing = flaky(2, failing('UNAVAILABLE'));
    const reading = passing.provider.get(address);
    await vi.runAllTimersAsync();
    expect(await reading).toEqual({ value: 'x' });
    const dead = flaky(9, failing('UNAVAILABLE'));
    const failed = expect(dead.provider.get(address)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await vi.runAllTimersAsync();
    await failed;
    expect([passing.made(), dead.made()]).toEqual([3, 3]);
  });

  it.each(['sdk', 'none'] as const)('is not repeated where the limits say %s, and never by check', async (retry) => {
    const once = flaky(1, failing('RATE_LIMITED'), retry);
    await expect(once.provider.get(address)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    const check = flaky(1, failing('RATE_LIMITED'));
    await expect(check.provider.check()).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    expect([once.made(), check.made()]).toEqual([1, 1]);
  });

  it('of a write is repeated only when it certainly was not carried out', async () => {
    fakeTime();
    const throttled = flaky(1, failing('RATE_LIMITED'));
    const writing = throttled.provider.set(address, 'x');
    await vi.runAllTimersAsync();
    expect(await writing).toEqual({});
    const lost = flaky(1, failing('UNAVAILABLE'));
    await expect(lost.provider.set(address, 'x')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(lost.made()).toBe(1);
  });

  it('waits as long as the backend asks, within the deadline, and not for ages', async () => {
    fakeTime();
    const patient = flaky(1, failing('RATE_LIMITED', 7000));
    const started = Date.now();
    const reading = patient.provider.get(address);
    await vi.runAllTimersAsync();
    await reading;
    expect(Date.now() - started).toBe(7000);
    const ages = flaky(1, failing('RATE_LIMITED', 60_000));
    await expect(ages.provider.get(address)).rejects.toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: 60_000 });
    const limited = createSecrets({ provider: flaky(1, failing('RATE_LIMITED', 7000)).provider, timeoutMs: 500 });
    const late = expect(limited.get('KEY')).rejects.toMatchObject({ code: 'TIMEOUT' });
    await vi.runAllTimersAsync();
    await late;
  });

  it.each([
    [{ status: 429, headers: { 'Retry-After': '2' } }, 2000],
    [{ statusCode: 503, response: { headers: new Headers({ 'retry-after': '1.5' }) } }, 1500],
    [{ status: 429, retryAfterMs: 40 }, 40],
    [{ status: 429 }, undefined],
    [{ status: 429, headers: { 'retry-after': 'soon' } }, undefined],
  ])('tells how long it wants to be left alone: %j', (native, retryAfterMs) => {
    expect(errors.translate(native, { operation: 'get' }).retryAfterMs).toBe(retryAfterMs);
  });
});

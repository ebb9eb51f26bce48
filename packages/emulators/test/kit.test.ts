import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Call, EmulatorDefinition, EmulatorOptions, RunningEmulator } from '../src/kit/index.js';
import {
  bodyText,
  createClock,
  createFaultPlan,
  createRequestLog,
  createRouter,
  createTokenBucket,
  startEmulator,
  startHttpServer,
} from '../src/kit/index.js';

// The smallest backend there is: POST writes, GET reads.
function notes(): EmulatorDefinition<Call> {
  const store = new Map<string, string>();
  return {
    identify: ({ method, path }) => ({ operation: method === 'POST' ? 'write' : 'read', names: [path.slice(1)] }),
    refuse: (refusal) => ({ status: refusal === 'rate-limited' ? 429 : 503, body: JSON.stringify({ error: refusal }) }),
    handle(request, { operation, names: [name = ''] }) {
      if (operation === 'write') store.set(name, bodyText(request));
      const value = store.get(name);
      return value === undefined ? { status: 404, body: '{}' } : { status: 200, body: JSON.stringify({ value }) };
    },
  };
}

async function running(options: EmulatorOptions = {}): Promise<RunningEmulator<Call>> {
  const emulator = await startEmulator(notes(), options);
  onTestFinished(() => emulator.close());
  return emulator;
}

const write = (url: string, body: string) => fetch(`${url}/note`, { method: 'POST', body });

describe('an emulator of one’s own', () => {
  it('answers in its own words, and the kit does the rest', async () => {
    const { url, requests, fault } = await running();
    await write(url, 'ä'.repeat(100_000));
    expect(await (await fetch(`${url}/note`)).json()).toEqual({ value: 'ä'.repeat(100_000) });
    fault('rate-limited', { times: 1, operation: ['read'] });
    const refused = await fetch(`${url}/note`);
    expect([refused.status, await refused.json()]).toEqual([429, { error: 'rate-limited' }]);
    expect(requests.entries).toEqual([
      { operation: 'write', names: ['note'], status: 200 },
      { operation: 'read', names: ['note'], status: 200 },
      { operation: 'read', names: ['note'], status: 429, fault: 'rate-limited' },
    ]);
    requests.clear();
    expect(requests.count()).toBe(0);
  });

  it('truncates and garbles bodies', async () => {
    const { url, fault, clearFaults } = await running();
    fault('truncated-body', { times: 1 });
    expect(await (await write(url, 'text')).text()).toBe('{"value"');
    fault('malformed-body');
    expect(await (await write(url, 'text')).text()).toMatch(/^<html>/);
    clearFaults();
    expect(await (await write(url, 'text')).text()).toBe('{"value":"text"}');
  });

  it('a slow answer takes its time, or waits until faults are cleared', async () => {
    const { url, fault, clearFaults } = await running();
    fault('slow', { times: 1, delayMs: 15 });
    const before = performance.now();
    await write(url, 'text');
    expect(performance.now() - before).toBeGreaterThanOrEqual(14);
    fault('slow', { times: 1 });
    const answer = write(url, 'text');
    await new Promise((resolve) => setTimeout(resolve, 5));
    clearFaults();
    expect((await answer).status).toBe(200);
  });

  it('delays every answer', async () => {
    const { url } = await running({ latencyMs: 15 });
    const before = performance.now();
    await write(url, 'text');
    expect(performance.now() - before).toBeGreaterThanOrEqual(14);
  });

  it('throttles by the emulator’s clock', async () => {
    const { url, clock } = await running({ tps: 2, clock: createClock({ startAt: 0 }) });
    const statuses = async (count: number) =>
      Promise.all(Array.from({ length: count }, () => write(url, 't').then(({ status }) => status)));
    expect((await statuses(4)).toSorted()).toEqual([200, 200, 429, 429]);
    clock.advance(500);
    expect((await statuses(2)).toSorted()).toEqual([200, 429]);
  });

  it('closes at once, whoever is still connected', async () => {
    const emulator = await startEmulator(notes());
    emulator.fault('slow');
    const waiting = write(emulator.url, 't').catch((error: Error) => error.message);
    const idle = connect(emulator.port, '127.0.0.1');
    await new Promise((resolve) => idle.once('connect', resolve));
    const gone = new Promise((resolve) => idle.once('close', resolve));
    await emulator.close();
    expect(await waiting).toBe('fetch failed');
    await gone;
  });

  it('tells of a failure of its own, and of a port that is taken', async () => {
    const broken = await startHttpServer({ answer: () => Promise.reject(new Error('a mistake')) });
    onTestFinished(() => broken.close());
    const answer = await fetch(broken.url);
    expect([answer.status, await answer.text()]).toEqual([500, 'The emulator failed: a mistake']);
    await expect(startEmulator(notes(), { port: broken.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

describe('parts', () => {
  it('a clock stands still or follows the system, and goes forwards only', () => {
    const still = createClock({ startAt: 1000 });
    still.advance(500);
    expect(still.now()).toBe(1500);
    expect(() => still.advance(-1)).toThrow(RangeError);
    const live = createClock();
    live.advance(3_600_000);
    expect(Math.abs(live.now() - Date.now() - 3_600_000)).toBeLessThan(1000);
  });

  it('a bucket holds no more than its burst', () => {
    const clock = createClock({ startAt: 0 });
    const bucket = createTokenBucket({ perSecond: 10, burst: 3, clock });
    const taken = (count: number) => Array.from({ length: count }, () => bucket.take()).filter(Boolean).length;
    expect(taken(5)).toBe(3);
    clock.advance(100);
    expect(taken(5)).toBe(1);
    clock.advance(60_000);
    expect(taken(5)).toBe(3);
    expect(() => createTokenBucket({ perSecond: 0, clock })).toThrow(RangeError);
  });

  it('a router finds the first pattern that fits, and decodes what it names', () => {
    const route = createRouter([
      { method: 'GET', path: '/v1/secrets/all', target: 'all' },
      { method: 'GET', path: '/v1/secrets/:name', target: 'one' },
      { method: 'GET', path: '/v1/tree/*path', target: 'tree' },
    ]);
    const found = (path: string, method = 'GET') => route({ method, path });
    expect(found('/v1/secrets/all')).toEqual({ target: 'all', params: {} });
    expect(found('/v1/secrets/a%2Fb')).toEqual({ target: 'one', params: { name: 'a/b' } });
    expect(found('/v1/tree/a/b')).toEqual({ target: 'tree', params: { path: 'a/b' } });
    for (const path of ['/v1/secrets/a/b', '/v1xsecrets/all', '/v1/secrets/%', '/']) expect(found(path)).toBeUndefined();
    expect(found('/v1/secrets/all', 'POST')).toBeUndefined();
  });

  it('a log forgets the oldest of very many requests', () => {
    const log = createRequestLog();
    for (let index = 0; index <= 110_000; index += 1) log.begin({ operation: 'read', names: [String(index)] });
    expect([log.count(), log.entries[0]?.names, log.entries.at(-1)?.names]).toEqual([100_000, ['10001'], ['110000']]);
  });

  it('a plan meets calls by operation, name and batch', () => {
    const plan = createFaultPlan();
    plan.add({ kind: 'forbidden-batch' });
    plan.add({ kind: 'slow', names: ['a'], operation: 'read', times: 1 });
    const met = (operation: string, names: string[], batch = false) => plan.take({ operation, names, batch })?.kind;
    expect([met('read', ['b']), met('write', ['a']), met('read', ['a', 'b']), met('read', ['a'])]).toEqual([
      undefined,
      undefined,
      'slow',
      undefined,
    ]);
    expect(met('readMany', ['b'], true)).toBe('forbidden-batch');
    plan.clear();
    expect(met('readMany', ['b'], true)).toBeUndefined();
  });
});

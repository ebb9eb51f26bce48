import { describe, expect, it } from 'vitest';
import { groupsOf, type Request } from '../src/plan.js';
import { createPlanner } from '../src/planner.js';
import { secretError } from '../src/secret-error.js';
import type { Address, BatchEntry, ProviderLimits, SecretProvider } from '../src/secret-provider.js';
import { limits as usualLimits } from './demo-limits.js';

const limits: ProviderLimits = {
  ...usualLimits,
  maxValueBytes: 100,
  emptyValue: true,
  batch: { getMany: { size: 10, unit: 'name' } },
};

const at = (...path: string[]): Address => ({ path });
const valueAt = (address: Address): string => ('path' in address ? address.path.join('/') : address.reference);

interface Fake extends SecretProvider {
  readonly calls: string[];
}

function fake(overrides: Partial<SecretProvider> = {}): Fake {
  const calls: string[] = [];
  return {
    contract: 1,
    kind: 'fake',
    limits,
    calls,
    async get(address) {
      calls.push('get');
      return { value: valueAt(address) };
    },
    async getMany(addresses): Promise<BatchEntry[]> {
      calls.push(`getMany ${addresses.length}`);
      return addresses.map((address) => ({ record: { value: valueAt(address) } }));
    },
    ...overrides,
  };
}

const planned = (requests: readonly Request[]) =>
  groupsOf(
    requests.map((request) => ({ request })),
    'getMany',
  )
    .filter(({ flights }) => flights.length > 0)
    .map(({ together, flights }) => (together ? `batch of ${flights.length}` : `${flights.length} alone`));

describe('groupsOf', () => {
  it('plans 100 names in 10 calls', () => {
    const provider = fake();
    const requests = Array.from({ length: 100 }, (_, index) => ({ provider, address: at(`N${index}`) }));
    expect(planned(requests)).toEqual(Array(10).fill('batch of 10'));
  });

  it('uses get for one name and for a tie', () => {
    const provider = fake({ limits: { ...limits, batch: { getMany: { size: 1, unit: 'name' } } } });
    expect(planned([{ provider, address: at('A') }])).toEqual(['1 alone']);
    expect(planned([at('A'), at('B')].map((address) => ({ provider, address })))).toEqual(['2 alone']);
  });

  it('counts documents, and reads old versions one by one', () => {
    const provider = fake({ limits: { ...limits, batch: { getMany: { size: 1000, unit: 'document' } } } });
    const requests = [at('f1', 'A'), at('f1', 'B'), at('f2', 'C')].map((address) => ({ provider, address }));
    expect(planned([...requests, { provider, address: at('f1', 'A'), version: '3' }])).toEqual(['batch of 2', '2 alone']);
  });
});

describe('createPlanner', () => {
  it('collects the reads of one tick, drops duplicates and keeps the order', async () => {
    const provider = fake();
    const planner = createPlanner();
    const entries = await Promise.all(['A', 'B', 'A', 'C'].map((name) => planner.read({ provider, address: at(name) })));
    expect(entries.map((entry) => ('record' in entry ? entry.record.value : entry))).toEqual(['A', 'B', 'A', 'C']);
    expect(provider.calls).toEqual(['getMany 3']);
  });

  it('falls back to single reads when the batch is refused, and remembers it for that instance', async () => {
    const provider = fake({
      async getMany() {
        provider.calls.push('getMany');
        throw secretError('no', { code: 'PERMISSION_DENIED', provider: 'fake', operation: 'getMany' });
      },
    });
    for (const round of [1, 2]) {
      const planner = createPlanner();
      const entries = await Promise.all(['A', 'B'].map((name) => planner.read({ provider, address: at(`${name}${round}`) })));
      expect(entries.every((entry) => 'record' in entry)).toBe(true);
    }
    expect(provider.calls).toEqual(['getMany', 'get', 'get', 'get', 'get']);
  });

  it('reports another failure of the whole batch on each entry, without single reads', async () => {
    const provider = fake({
      async getMany() {
        throw new Error('secret-value-in-a-native-message');
      },
    });
    const entries = await Promise.all(['A', 'B'].map((name) => createPlanner().read({ provider, address: at(name) })));
    expect(provider.calls).toEqual(['get', 'get']);
    const planner = createPlanner();
    const failed = await Promise.all(['C', 'D'].map((name) => planner.read({ provider, address: at(name) })));
    expect(failed.map((entry) => 'error' in entry && entry.error.code)).toEqual(['UNKNOWN', 'UNKNOWN']);
    expect(JSON.stringify(failed)).not.toContain('secret-value');
    expect(entries).toHaveLength(2);
  });

  it('rejects an aborting waiter at once, and the request only when its last waiter is gone', async () => {
    let seen: AbortSignal | undefined;
    const provider = fake({
      get: (_address, options) => {
        seen = options?.signal;
        return new Promise(() => {});
      },
    });
    const planner = createPlanner();
    const [first, second] = [new AbortController(), new AbortController()];
    const request = { provider, address: at('A') };
    const reads = [first, second].map(({ signal }) => planner.read(request, { signal }));
    const settled = Promise.allSettled(reads);
    await new Promise((resume) => setTimeout(resume, 5));
    first.abort('one');
    await expect(reads[0]).rejects.toBe('one');
    expect(seen?.aborted).toBe(false);
    second.abort('two');
    await expect(reads[1]).rejects.toBe('two');
    await settled;
    expect(seen?.aborted).toBe(true);
  });

  it('keeps within the concurrency of the instance over all callers', async () => {
    let running = 0;
    let peak = 0;
    const provider = fake({
      limits: { ...limits, concurrency: 3 },
      getMany: undefined as never,
      async get() {
        running += 1;
        peak = Math.max(peak, running);
        await new Promise((resume) => setTimeout(resume, 2));
        running -= 1;
        return { value: 'x' };
      },
    });
    const planners = [createPlanner(), createPlanner()];
    await Promise.all(
      planners.flatMap((planner) => Array.from({ length: 10 }, (_, i) => planner.read({ provider, address: at(`N${i}`) }))),
    );
    expect(peak).toBe(3);
  });
});

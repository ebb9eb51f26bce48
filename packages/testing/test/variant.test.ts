import { describe, expect, it } from 'vitest';
import { contractCases, type Harness, selectCases, throughVariant, variants } from '../src/index.js';
import { harnessOf } from './broken/broken-provider.js';
import { soundProvider } from './broken/sound.js';

const sound = () => harnessOf({ make: (backend) => soundProvider(backend) });
const readOnly = () =>
  harnessOf({
    make(backend) {
      const { get, status, contract, kind, limits } = soundProvider(backend);
      const { batch: _, ...single } = limits;
      return { get, status, contract, kind, limits: single };
    },
  });
const idsOf = (harness: Harness) => selectCases(harness, contractCases).selected.map(({ id }) => id);

describe('throughVariant', () => {
  it.for([
    ['a full provider', sound],
    ['a provider that only reads', readOnly],
  ] as const)('selects the same cases behind `wrapProvider` for %s', ([, make]) => {
    expect(idsOf(throughVariant(make(), 'wrapped'))).toEqual(idsOf(make()));
  });

  it('selects for a client what a client can do, and no method that the provider lacks', () => {
    const needs = selectCases(throughVariant(sound(), 'client'), contractCases).selected.flatMap((one) => one.needs);
    for (const need of ['method:getMany', 'method:status', 'method:set', 'method:delete'] as const) expect(needs).toContain(need);
    for (const need of ['method:list', 'method:close', 'direct'] as const) expect(needs).not.toContain(need);
    expect(throughVariant(readOnly(), 'client').provider).not.toHaveProperty('set');
  });

  it.for(variants)('reaches the same backend through %s, with every instance', async (variant) => {
    const harness = throughVariant(sound(), variant);
    const address = harness.address('KEY');
    await harness.seed(address, 'the value');
    for (const provider of [harness.provider, harness.createProvider?.()]) {
      expect((await provider?.get(address))?.value).toBe('the value');
    }
  });

  it('reads the newest version through a client until it is written, from memory', async () => {
    const { provider, address, seed, requestCount } = throughVariant(sound(), 'client');
    await seed(address('KEY'), 'first');
    await provider.get(address('KEY'));
    const before = requestCount?.();
    await provider.get(address('KEY'));
    expect(requestCount?.()).toBe(before);
    await provider.set?.(address('KEY'), 'second');
    expect((await provider.get(address('KEY')))?.value).toBe('second');
  });
});

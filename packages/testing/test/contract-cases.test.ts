import { describe, expect, it } from 'vitest';
import { contractCases, describeSelection, type Rule, selectCases } from '../src/index.js';
import { createBackend } from './broken/backend.js';
import { harnessOf } from './broken/broken-provider.js';
import { soundProvider } from './broken/sound.js';

const rules = Array.from({ length: 14 }, (_, index) => `R${index + 1}` as Rule);

describe('contractCases', () => {
  it('has an id for each case that no other has', () => {
    const ids = contractCases.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z]+\/[a-z0-9-]+$/);
  });

  it.for(rules)('checks %s', (rule) => {
    expect(contractCases.filter((one) => one.rule === rule).length).toBeGreaterThan(0);
  });

  it('can be printed', () => {
    expect(JSON.parse(JSON.stringify(contractCases))).toHaveLength(contractCases.length);
  });
});

describe('selectCases', () => {
  const { set: _, ...readOnly } = soundProvider(createBackend());

  it('selects everything that a harness can do and accounts for the rest', () => {
    const { selected, notSelected } = selectCases({ ...sound(), provider: readOnly }, contractCases);
    expect(selected.length + notSelected.length).toBe(contractCases.length);
    for (const { missing } of notSelected) expect(missing).not.toEqual([]);
    expect(selected.flatMap(({ needs }) => needs)).not.toContain('method:set');
    const creates = notSelected.find((entry) => entry.case.id === 'set/new-secret-is-stored');
    expect(creates?.missing).toEqual(['method:set']);
  });

  it('does not select by faults and abilities that a harness lacks', () => {
    const { requestCount: __, ...blind } = sound();
    const { selected } = selectCases({ ...blind, faults: ['forbidden'], canaries: [] }, contractCases);
    const needs = new Set(selected.flatMap((one) => one.needs));
    expect(needs).toContain('fault:forbidden');
    for (const need of ['fault:slow', 'count-requests'] as const) expect(needs).not.toContain(need);
  });

  it('describes a selection in one line', () => {
    const text = describeSelection('plain', selectCases(sound(), contractCases));
    expect(text).toMatch(/^plain: \d+ selected, 4 not selected \(missing: .*limit:empty-value ×1\)$/);
  });
});

function sound() {
  return harnessOf({ make: (backend) => soundProvider(backend) });
}

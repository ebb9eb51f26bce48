import { describe, expect, it } from 'vitest';
import { contractCases } from '../src/index.js';
import { failuresOf } from './broken/broken-provider.js';
import { everyBrokenProvider } from './broken/every-broken-provider.js';
import { soundProvider } from './broken/sound.js';

describe('the contract', () => {
  it('passes a sound provider that uses none of our tools for authors', async () => {
    expect(await failuresOf({ make: (backend) => soundProvider(backend) })).toEqual([]);
  });

  it.for(everyBrokenProvider)('finds a provider that $title', async (broken) => {
    expect(await failuresOf(broken)).toEqual([...broken.fails].sort());
  });

  it('has no case that every broken provider passes', () => {
    const found = new Set(everyBrokenProvider.flatMap(({ fails }) => fails));
    expect(contractCases.map(({ id }) => id).filter((id) => !found.has(id))).toEqual([]);
  });
});

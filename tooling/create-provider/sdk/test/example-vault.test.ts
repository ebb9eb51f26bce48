import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ExampleVaultEmulator, startExampleVaultEmulator } from './emulator.js';
import { providerAt } from './harness.js';

let vault: ExampleVaultEmulator;
beforeEach(async () => {
  vault = await startExampleVaultEmulator();
});
afterEach(() => vault.close());

const address = { path: ['prod', 'api', 'KEY'] };

describe('a secret', () => {
  it('comes with its version', async () => {
    vault.seed('shop/prod/api/KEY', 'value');
    expect(await providerAt(vault).get(address)).toEqual({ value: 'value', version: '1' });
  });

  it.for([
    ['dotted.name', 'shop/dotted..name'],
    ['infra/vpc', 'shop/infra.x2fvpc'],
    ['with space', 'shop/with.x20space'],
  ])('has a name that meets no other: %s', ([segment = '', name = '']) => {
    expect(providerAt(vault).addressKey({ path: [segment] })).toBe(name);
  });
});

describe('an answer', () => {
  it('without the value is never absence', async () => {
    const provider = providerAt(vault, { client: { read: async () => JSON.parse('{ "version": 1 }') } });
    await expect(provider.get(address)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createExampleVault } from '../src/index.js';
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

describe('a login', () => {
  it('that is missing shows at the first call, and nothing is sent', async () => {
    vi.stubEnv('EXAMPLE_VAULT_TOKEN', '');
    const provider = createExampleVault({ endpoint: vault.url });
    await expect(provider.get(address)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
      message: expect.stringContaining('EXAMPLE_VAULT_TOKEN'),
    });
    expect(vault.requests.count()).toBe(0);
  });
});

describe('an answer', () => {
  it.for([
    ['of a wrong URL', () => new Response('<html>Not found</html>', { status: 404 })],
    ['of another service', () => Response.json({ error: 'RouteNotFound' }, { status: 404 })],
    ['without the value', () => Response.json({ version: 1 })],
    ['without anything', () => new Response(null, { status: 200 })],
  ] as const)('%s is never absence', async ([, answer]) => {
    const get = providerAt(vault, { fetch: async () => answer() }).get(address);
    await expect(get).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringContaining('what answered is not the backend'),
    });
  });
});

import { describe, expect, it, vi } from 'vitest';
import { createSecrets } from '../src/create-secrets.js';
import { defineProvider } from '../src/define-provider.js';
import { errorTable } from '../src/error-table.js';
import { addressNames as names } from '../src/names.js';
import type { ProviderLimits, SetOptions } from '../src/secret-provider.js';
import { wrapProvider } from '../src/wrap-provider.js';
import { limits } from './demo-limits.js';

const address = { path: ['KEY'] };

function setup(metadata?: ProviderLimits['metadata']) {
  const set = vi.fn(async (_: object, _value: string, _options?: SetOptions) => ({}));
  const provider = defineProvider({
    kind: 'demo',
    limits: metadata ? { ...limits, metadata } : limits,
    errors: errorTable('demo', {}),
    names,
    get: async () => undefined,
    set,
  });
  return { provider, set };
}

describe('checkWrite', () => {
  it('refuses metadata that the limits do not name, before the method runs', async () => {
    for (const options of [{ description: 'what it is' }, { tags: {} }, { tags: { team: 'a' } }]) {
      const { provider, set } = setup();
      await expect(provider.set(address, 'x', options)).rejects.toMatchObject({ code: 'UNSUPPORTED' });
      expect(set).not.toHaveBeenCalled();
    }
    const { provider } = setup(['tags']);
    await expect(provider.set(address, 'x', { description: 'what it is' })).rejects.toThrow('demo keeps no description');
    await expect(provider.set(address, 'x', { description: undefined, tags: { team: 'a' } })).resolves.toEqual({});
  });

  it.for([
    { description: 7 },
    { description: 'ill \ud800' },
    { tags: 'team' },
    { tags: ['team'] },
    { tags: new Map([['team', 'a']]) },
    { tags: { team: 7 } },
    { tags: { team: '\udc00' } },
    { tags: { '\udc00': 'a' } },
    { tags: null },
  ])('refuses malformed metadata: %o', async (options) => {
    const { provider, set } = setup(['description', 'tags']);
    await expect(provider.set(address, 'x', options as never)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    expect(set).not.toHaveBeenCalled();
  });

  it('hands metadata on through client and wrapper', async () => {
    const { provider, set } = setup(['description', 'tags']);
    const metadata = { description: 'what it is', tags: { team: 'a' } };
    const secrets = createSecrets({ provider: wrapProvider(provider, { around: (_, next) => next() }) });
    await secrets.set('KEY', 'x', metadata);
    expect(set).toHaveBeenCalledExactlyOnceWith(address, 'x', expect.objectContaining(metadata));
    await secrets.set('KEY', 'x', { tags: Object.assign(Object.create(null), { team: 'b' }) });
  });
});

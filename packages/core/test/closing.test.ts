import { describe, expect, it, vi } from 'vitest';
import { createSecrets } from '../src/create-secrets.js';
import { defineProvider } from '../src/define-provider.js';
import { errorTable } from '../src/error-table.js';
import { addressNames as names } from '../src/names.js';
import type { SecretResult } from '../src/secrets.js';
import { limits } from './demo-limits.js';

const basics = { kind: 'demo', limits, errors: errorTable('demo', {}), names, get: async () => ({ value: 'one' }) };
const refused = { code: 'UNAVAILABLE', retryable: false, message: 'this demo provider is closed. Make a new one.' };

describe('secrets that are closed', () => {
  it('close their provider, and refuse calls, also of views and of what is cached', async () => {
    const close = vi.fn(async () => undefined);
    const secrets = createSecrets({ provider: defineProvider({ ...basics, close }), cache: { ttlMs: 60_000 } });
    const view = secrets.at({ stack: 'prod' });
    await Promise.all([secrets.get('KEY'), view.get('KEY')]);
    await secrets.close();
    await secrets.close();
    expect(close).toHaveBeenCalledTimes(1);
    await expect(secrets.get('KEY')).rejects.toMatchObject(refused);
    await expect(view.get('KEY')).rejects.toMatchObject(refused);
    await expect(secrets.getMany(['KEY'])).rejects.toMatchObject(refused);
  });

  it('refuse calls also where the provider has nothing to close', async () => {
    const secrets = createSecrets({ provider: defineProvider(basics) });
    await secrets.close();
    await expect(secrets.get('KEY')).rejects.toMatchObject(refused);
  });

  it('are closed at the end of a block', async () => {
    const close = vi.fn(async () => undefined);
    {
      await using secrets = createSecrets({ provider: defineProvider({ ...basics, close }) });
      expect((await secrets.get('KEY')).reveal()).toBe('one');
      expect(close).not.toHaveBeenCalled();
    }
    expect(close).toHaveBeenCalledTimes(1);
  });
});

describe('getMany', () => {
  it('has one result for each name, for the compiler too', async () => {
    const secrets = createSecrets({ provider: defineProvider(basics) });
    const [a, b] = await secrets.getMany(['A', 'B']);
    // Under `noUncheckedIndexedAccess` an element of an array would not be assignable.
    const results: readonly [SecretResult, SecretResult] = [a, b];
    expect(results.map((result) => 'secret' in result && result.secret.reveal())).toEqual(['one', 'one']);
    const names: string[] = ['A', 'B', 'C'];
    const many: readonly SecretResult[] = await secrets.getMany(names);
    expect(many).toHaveLength(3);
  });
});

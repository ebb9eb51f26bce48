import { describe, expect, it } from 'vitest';
import { createSecrets } from '../src/create-secrets.js';
import { defineProvider } from '../src/define-provider.js';
import type { ProviderDefinition } from '../src/definition.js';
import { errorTable } from '../src/error-table.js';
import { createSharedLogin } from '../src/http/shared-login.js';
import { addressNames as names } from '../src/names.js';
import { secretError } from '../src/secret-error.js';
import type { Address, SecretProvider } from '../src/secret-provider.js';
import { wrapProvider } from '../src/wrap-provider.js';
import { limits } from './demo-limits.js';

const at = (name: string): Address => ({ path: [name] });
const nameOf = (address: Address): string => ('path' in address ? address.path.join('/') : address.reference);
const busy = secretError('busy', { code: 'UNAVAILABLE', provider: 'demo', operation: 'list', retryable: true });

function provide(methods: Partial<ProviderDefinition<Address>>): SecretProvider {
  return defineProvider({
    kind: 'demo',
    limits: { ...limits, emptyValue: true, conditionalSet: 'create', statusCost: 'remote', retry: 'core', concurrency: 8 },
    errors: errorTable('demo', { Gone: 'NOT_FOUND' }),
    names,
    get: async () => undefined,
    ...methods,
  });
}

async function all<T>(entries: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const entry of entries) found.push(entry);
  return found;
}

describe('a listing', () => {
  it('that fails after its first entry fails, and is not taken for complete', async () => {
    const provider = provide({
      async *list() {
        yield { name: at('a') };
        throw busy;
      },
    });
    await expect(all(provider.list!([]))).rejects.toBe(busy);
  });

  it('that is given up between two entries ends its source', async () => {
    let ended = false;
    const provider = provide({
      async *list() {
        try {
          yield { name: at('a') };
          yield { name: at('b') };
        } finally {
          ended = true;
        }
      },
    });
    const controller = new AbortController();
    const listing = (async () => {
      for await (const _ of provider.list!([], { signal: controller.signal })) controller.abort('enough');
    })();
    await expect(listing).rejects.toBe('enough');
    expect(ended).toBe(true);
  });

  it('says nothing native when its end fails', async () => {
    const source = {
      next: async () => ({ done: false as const, value: { name: at('a') } }),
      return: () => Promise.reject(new Error('native hunter2')),
    };
    const provider = provide({ list: () => ({ [Symbol.asyncIterator]: () => source }) });
    const listing = (async () => {
      for await (const _ of provider.list!([])) break;
    })();
    await expect(listing).rejects.toMatchObject({ code: 'UNKNOWN', message: expect.not.stringContaining('hunter2') });
  });

  it('that a middleware gives up does not wait for its source', async () => {
    const stuck = wrapProvider(
      provide({
        async *list() {
          yield { name: at('a') };
          await new Promise(() => undefined);
        },
      }),
      {
        around: <T>(_: unknown, next: () => Promise<T>) =>
          Promise.race([next(), new Promise<T>((_, reject) => setTimeout(() => reject(busy), 20))]),
      },
    );
    await expect(all(stuck.list!([]))).rejects.toBe(busy);
  });
});

describe('what a provider throws outside of its calls', () => {
  it('is translated, too', async () => {
    const fail = (): never => {
      throw new Error('native hunter2');
    };
    const closing = provide({ close: async () => fail() });
    await expect(closing.close!()).rejects.toMatchObject({ code: 'UNKNOWN', message: expect.not.stringContaining('hunter2') });
    const nameless = provide({ names: { ...names, key: fail } });
    await expect(createSecrets({ provider: nameless }).find('K')).rejects.toMatchObject({
      code: 'UNKNOWN',
      message: expect.not.stringContaining('hunter2'),
    });
  });
});

describe('a cache', () => {
  function stored() {
    const values = new Map<string, string>();
    const waiting: (() => void)[] = [];
    let isHeld = false;
    const provider = provide({
      async get(address) {
        const value = values.get(nameOf(address));
        if (isHeld) await new Promise<void>((go) => waiting.push(go));
        return value === undefined ? undefined : { value, version: '1' };
      },
      async set(address, value) {
        values.set(nameOf(address), value);
        return {};
      },
      delete: async (address) => values.delete(nameOf(address)),
      async *versions() {},
    });
    const secrets = createSecrets({ provider, cache: { ttlMs: 60_000 } });
    return {
      secrets,
      hold() {
        isHeld = true;
      },
      release() {
        isHeld = false;
        for (const go of waiting.splice(0)) go();
      },
      started: () => expect.poll(() => waiting.length).toBe(1),
    };
  }

  it('does not keep what was read while a write came in between', async () => {
    const { secrets, hold, release, started } = stored();
    await secrets.set('K', 'old');
    hold();
    const reading = secrets.get('K');
    await started();
    await secrets.set('K', 'new');
    release();
    await reading;
    expect((await secrets.get('K')).reveal()).toBe('new');
  });

  it('is one for all views', async () => {
    const { secrets } = stored();
    await secrets.set('prod/api/K', 'old');
    await secrets.get('prod/api/K');
    await secrets.at({ stack: 'prod', component: 'api' }).set('K', 'new');
    expect((await secrets.get('prod/api/K')).reveal()).toBe('new');
  });

  it('forgets versions with the secret', async () => {
    const { secrets } = stored();
    await secrets.set('K', 'old');
    expect((await secrets.get('K', { version: '1' })).reveal()).toBe('old');
    await secrets.delete('K');
    expect(await secrets.find('K', { version: '1' })).toBeUndefined();
  });
});

it('takes a batch that is not there for absence, as it takes one name', async () => {
  const gone = async (): Promise<never> => {
    throw Object.assign(new Error(), { name: 'Gone' });
  };
  const secrets = createSecrets({ provider: provide({ get: gone, getMany: gone, statusMany: gone }) });
  expect(await Promise.all([secrets.find('A'), secrets.find('B')])).toEqual([undefined, undefined]);
  expect(await Promise.all([secrets.status('A'), secrets.status('B')])).toEqual([{ state: 'absent' }, { state: 'absent' }]);
});

it.each([Number.POSITIVE_INFINITY, 2 ** 31])('waits without an end for a deadline of %d ms', async (timeoutMs) => {
  const provider = provide({
    get: () => new Promise((answer) => setTimeout(() => answer({ value: 'v' }), 30)),
  });
  expect((await createSecrets({ provider, timeoutMs, totalMs: timeoutMs }).get('K')).reveal()).toBe('v');
});

describe('a shared login', () => {
  it('that fails when nobody waits any more is no unhandled rejection', async () => {
    const controller = new AbortController();
    const seen: unknown[] = [];
    const note = (reason: unknown): void => void seen.push(reason);
    process.on('unhandledRejection', note);
    let made = 0;
    const login = createSharedLogin({
      async login() {
        made += 1;
        if (made > 1) throw new Error('no login');
        return { token: 'T' };
      },
    });
    const call = login.run(controller.signal, async () => {
      controller.abort('gone');
      throw Object.assign(new Error(), { status: 401 });
    });
    await expect(call).rejects.toBe('gone');
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off('unhandledRejection', note);
    expect(seen).toEqual([]);
  });

  it('is not renewed for each call when it ends early', async () => {
    let made = 0;
    const login = createSharedLogin({
      earlyMs: 60_000,
      async login() {
        made += 1;
        return { token: 'T', expiresInMs: 30_000 };
      },
    });
    for (const _ of [1, 2, 3]) await login.run(new AbortController().signal, async (token) => token);
    expect(made).toBe(1);
  });
});

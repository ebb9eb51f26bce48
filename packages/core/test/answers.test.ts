import { describe, expect, it } from 'vitest';
import { defineProvider } from '../src/define-provider.js';
import { errorTable } from '../src/error-table.js';
import { addressNames as names } from '../src/names.js';
import type { BatchEntry, ProviderLimits, SecretRecord } from '../src/secret-provider.js';
import { limits as usualLimits } from './demo-limits.js';

const canary = 'cAnArY-answer-42';
const limits: ProviderLimits = { ...usualLimits, emptyValue: true };

/** A provider whose backend answers this, whatever its types promise. */
function answering(answer: unknown) {
  return defineProvider({
    kind: 'demo',
    limits,
    errors: errorTable('demo', {}),
    names,
    get: async () => answer as SecretRecord,
    getMany: async (addresses) =>
      addresses.map((_, index) => (index === 0 ? { record: answer } : { absent: true }) as BatchEntry),
  });
}

describe('an answer that is no record of text', () => {
  it.each<[string, unknown]>([
    ['a number', { value: 12_345 }],
    ['an object', { value: { nested: canary } }],
    ['a list', { value: [canary] }],
    ['bytes', { value: Buffer.from(canary) }],
    ['null', { value: null }],
    ['nothing', {}],
    ['a version that is a number', { value: canary, version: 3 }],
    ['a version without text', { value: canary, version: '' }],
    ['an encoding that nobody knows', { value: canary, encoding: 'base64' }],
    ['a time that is text', { value: canary, updatedAt: '2026-01-01' }],
    ['no record at all', canary],
    ['null in place of a record', null],
  ])('(%s) is refused, read alone and in a batch', async (_, answer) => {
    const provider = answering(answer);
    const expected = { code: 'UNAVAILABLE', provider: 'demo', message: expect.stringContaining('"KEY" on demo') };
    const error: unknown = await provider.get({ path: ['KEY'] }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ ...expected, operation: 'get', target: 'KEY' });
    expect(String(error)).not.toContain(canary);
    const [entry, other] = await provider.getMany([{ path: ['KEY'] }, { path: ['OTHER'] }]);
    expect(entry).toMatchObject({ error: { ...expected, operation: 'getMany', target: 'KEY' } });
    expect(other).toEqual({ absent: true });
  });

  it('has to be told from one that is', async () => {
    const record = { value: '', encoding: 'json', version: '1', updatedAt: new Date(0) };
    expect(await answering(record).get({ path: ['KEY'] })).toEqual(record);
    expect(await answering(undefined).get({ path: ['KEY'] })).toBeUndefined();
    expect(await answering({ value: 'x' }).getMany([{ path: ['KEY'] }])).toEqual([{ record: { value: 'x' } }]);
  });
});

describe('an answer that sends elsewhere', () => {
  it.each([300, 301, 302, 303, 304, 307, 308])(
    'with status %i is UNAVAILABLE, in words about addresses and proxies',
    async (status) => {
      const native = Object.assign(new Error(canary), { $metadata: { httpStatusCode: status } });
      const error = errorTable('demo', {}).translate(native, { operation: 'get', target: 'KEY' });
      expect(error).toMatchObject({ code: 'UNAVAILABLE', message: expect.stringMatching(/sends elsewhere.*address.*proxies/) });
      expect(error.message).not.toContain(canary);
    },
  );
});

import { expect, it } from 'vitest';
import { createSecrets } from '../src/create-secrets.js';
import { defineProvider } from '../src/define-provider.js';
import { errorTable } from '../src/error-table.js';
import { addressNames as names } from '../src/names.js';
import { limits } from './demo-limits.js';

const secrets = createSecrets({
  provider: defineProvider({
    kind: 'demo',
    limits,
    errors: errorTable('demo', {}),
    names,
    get: async (address) => ('path' in address && address.path[0] === 'FLAGS' ? { value: '{"beta":true}' } : undefined),
  }),
});

it('a part that is not there is told from a secret that is not there', async () => {
  await expect(secrets.get('FLAGS', { path: '.zz' })).rejects.toMatchObject({
    code: 'INVALID_ARGUMENT',
    target: 'FLAGS',
    message: 'secret "FLAGS" has a value, but the path leads to nothing in it. Check the path.',
  });
  await expect(secrets.get('OTHER', { path: '.zz' })).rejects.toMatchObject({ code: 'NOT_FOUND', target: 'OTHER' });
  expect((await secrets.get('FLAGS', { path: '.beta' })).reveal()).toBe('true');
});

it('find answers neither', async () => {
  expect(await secrets.find('FLAGS', { path: '.zz' })).toBeUndefined();
  expect(await secrets.find('OTHER', { path: '.zz' })).toBeUndefined();
});

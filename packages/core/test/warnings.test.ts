import { expect, it } from 'vitest';
import { createSecrets } from '../src/index.js';
import { addressNames as names } from '../src/names.js';
import { defineProvider, errorTable, type SecretProvider } from '../src/provider.js';

function warningProvider(): SecretProvider {
  const limits = {
    addresses: ['path'],
    maxValueBytes: 100,
    emptyValue: true,
    conditionalSet: 'none',
    caseSensitive: true,
    statusCost: 'local',
    retry: 'none',
    concurrency: 1,
  } as const;
  return defineProvider({
    kind: 'test',
    limits,
    errors: errorTable('test', {}),
    names,
    get: async () => undefined,
    async set(_, __, { warn }) {
      warn('set did more than it was asked for');
      return {};
    },
    async delete(_, { warn }) {
      warn('delete did more than it was asked for');
      return true;
    },
  });
}

it('hands what a provider warns of to the application, and to the call that asks for it itself', async () => {
  const heard: string[] = [];
  const secrets = createSecrets({ provider: warningProvider(), warn: (message) => heard.push(message) });
  await secrets.set('A', 'value');
  await secrets.at({ stack: 'prod' }).delete('A');
  expect(heard.splice(0)).toEqual(['set did more than it was asked for', 'delete did more than it was asked for']);
  const own: string[] = [];
  await secrets.set('A', 'value', { warn: (message) => own.push(message) });
  expect([own, heard]).toEqual([['set did more than it was asked for'], []]);
});

it('writes without anybody who listens', async () => {
  expect(await createSecrets({ provider: warningProvider() }).delete('A')).toBe(true);
});

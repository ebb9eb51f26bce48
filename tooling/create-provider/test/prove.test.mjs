import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { prove } from '../src/prove.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** @type {[string, string, (text: string) => string, RegExp][]} */
const plants = [
  [
    'takes a refusal for absence',
    'src/errors.ts',
    (text) => text.replace("SecretNotFound: 'NOT_FOUND'", "SecretNotFound: 'NOT_FOUND', NotAllowed: 'NOT_FOUND'"),
    /^contract of packages\/providers\/throwaway-fetch: [\s\S]*get\/forbidden-throws-permission-denied/,
  ],
];

it.each(plants)('finds a template that %s', (_, path, change, finding) => {
  const plant = { path: `tooling/create-provider/template/${path}`, change };
  expect(prove({ root, flavours: ['fetch'], plant, log: () => undefined })).toEqual([expect.stringMatching(finding)]);
});

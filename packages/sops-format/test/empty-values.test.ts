import { expect, it } from 'vitest';
import { readSopsDocument } from '../src/index.js';
import { keysOf, vector } from './vectors.js';

it('an empty value is known without a key, in a document of the official tool', async () => {
  const closed = await readSopsDocument(vector('types'));
  const names = closed.names();
  const open = await closed.decrypt(keysOf('one'));
  expect(names.filter((name) => closed.isEmpty(name))).toEqual(['empty']);
  expect(names.filter((name) => open.get(name) === '')).toEqual(['empty']);
  expect(closed.isEmpty('not there')).toBe(false);
});

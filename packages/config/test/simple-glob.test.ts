/// <reference path="./picomatch.d.ts" />
import fc from 'fast-check';
import picomatch from 'picomatch';
import { expect, it, test } from 'vitest';
import { simpleGlob } from '../src/simple-glob.js';

const segment = fc.constantFrom(
  '**',
  '**',
  '*',
  '*.yaml',
  '_*',
  'a*b',
  'a',
  'b',
  '_a',
  'a.yaml',
  '_defaults.yaml',
  '.d',
  '-',
  '*_',
  'a-b_c.d',
  '***',
  '..',
  'a**',
  '?',
  '{a,b}',
  '!a',
  '@(a)',
  '',
);
const pattern = fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => segments.join('/'));
const name = fc.oneof(
  fc.constantFrom(
    'a',
    'b',
    '_a',
    '_',
    'a.yaml',
    '.yaml',
    'b.yaml',
    '_defaults.yaml',
    '.d',
    '-',
    'ab',
    'axb',
    'a-b_c.d',
    '*',
    '**',
    'ä',
    '...',
  ),
  fc.stringMatching(/^[ab_.*]{1,3}$/).filter((text) => text !== '.' && text !== '..'),
);
const path = fc.array(name, { maxLength: 4 }).map((names) => names.join('/'));

it('means what picomatch means', () => {
  let answered = 0;
  fc.assert(
    fc.property(pattern, fc.array(path, { minLength: 1, maxLength: 30 }), (glob, paths) => {
      const simple = simpleGlob(glob);
      if (!simple) return;
      answered += 1;
      const matches = picomatch(glob, { dot: true });
      expect([glob, simple.base]).toEqual([glob, picomatch.scan(glob).base]);
      for (const file of paths) expect([glob, file, simple.expression.test(file)]).toEqual([glob, file, matches(file)]);
    }),
    { numRuns: 5_000 },
  );
  expect(answered).toBeGreaterThan(1_000);
});

test.each(['**/*', 'deploy/**/*', 'orgs/**/*', '**/_defaults.yaml', 'catalog/**', '**/_*', '**/_*/**', 'catalog/*', 'a/b.yaml'])(
  'knows %s',
  (glob) => {
    expect(simpleGlob(glob)).toBeDefined();
  },
);

test.each([
  '**',
  'a/**/**',
  'a//b',
  './a',
  '../a',
  'a?',
  '[ab]',
  '{a,b}',
  '!a',
  '@(a)',
  'a b',
  'a**',
  '***',
  '*a*',
  '**/a/**/b/**',
  '',
])('leaves %j to the library', (glob) => {
  expect(simpleGlob(glob)).toBeUndefined();
});

/// <reference path="./picomatch.d.ts" />
import fc from 'fast-check';
import picomatch from 'picomatch';
import { describe, expect, it, test } from 'vitest';
import { globBase, globMatcher } from '../src/glob-library.js';
import { pathMatcher } from '../src/walk.js';
import './support.js';

const segment = fc.constantFrom(
  '**',
  '*',
  '*.yaml',
  'a*b',
  'a',
  'a?',
  '?',
  '*a*',
  '{a,b}',
  '{a,b*}.yaml',
  '[ab]',
  '[^a]*',
  'a.yaml',
  '.d',
  'x{a,{b,_}}',
);
const pattern = fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => segments.join('/'));
const name = fc.oneof(
  fc.constantFrom('a', 'b', 'ab', 'a.yaml', 'b.yaml', '.d', 'axb', 'xa', 'xb', 'x_', 'ä'),
  fc.stringMatching(/^[ab_.x]{1,3}$/).filter((text) => text !== '.' && text !== '..'),
);
const path = fc.array(name, { minLength: 1, maxLength: 5 }).map((names) => names.join('/'));

it('means what picomatch means, in all that doublestar has too', () => {
  fc.assert(
    fc.property(pattern, fc.array(path, { minLength: 1, maxLength: 30 }), (glob, paths) => {
      const [ours, theirs] = [globMatcher(glob)!, picomatch(glob, { dot: true })];
      for (const file of paths) expect([glob, file, ours(file)]).toEqual([glob, file, theirs(file)]);
    }),
    { numRuns: 5_000 },
  );
});

// https://github.com/bmatcuk/doublestar#patterns
describe('a glob', () => {
  test.each([
    ['{orgs,teams}/**/*', 'orgs/a/b.yaml', true],
    ['{orgs,teams}/**/*', 'other/a/b.yaml', false],
    ['{orgs/{a,b},teams}/*', 'orgs/b/x', true],
    ['{a,**/b}/c', 'x/y/b/c', true],
    ['{a,**/b}/c', 'x/y/a/c', false],
    ['a/{**,b}', 'a/x/y', true],
    ['[a-c]?.yaml', 'b1.yaml', true],
    ['[^a-c]*', 'b1', false],
    ['[!a-c]*', 'd1', true],
    ['[]a]', ']', true],
    ['[\\]a]', ']', true],
    ['[a^]', '^', true],
    ['a[{]b', 'a{b', true],
    ['{[}],b}', '}', true],
    ['a\\*b', 'a*b', true],
    ['a\\*b', 'axb', false],
    ['\\{a,b}', '{a,b}', true],
    ['@(a|b)', '@(a|b)', true],
    ['@(a|b)', 'a', false],
    ['!a', '!a', true],
    ['a[b', 'a[b', true],
    ['a{b', 'a{b', true],
    ['a}b', 'a}b', true],
    ['a b+c$', 'a b+c$', true],
    ['?', '😀', true],
    ['?', '/', false],
    ['a**b', 'axyb', true],
    ['a**b', 'ax/yb', false],
    ['**.yaml', 'a/b.yaml', false],
    ['**', 'a/b', true],
    ['a/**/**/b', 'a/b', true],
    ['*', 'line\nbreak', true],
    ['**/b', 'line\nbreak/b', true],
  ])('%j and %j: %s', (glob, file, answer) => {
    expect(globMatcher(glob)?.(file)).toBe(answer);
  });

  test.each([
    ['[z-a]', 'the pattern [z-a] is not understood.'],
    ['{a,'.repeat(2000), `the pattern ${'{a,'.repeat(20)}… has more than 1000 characters.`],
  ])('that nobody can read is refused', (glob, message) => {
    expect(() => pathMatcher([glob])).toThrow(message);
  });

  test.each([
    ['orgs/{a,b}/*', 'orgs'],
    ['{a/b,c}/d', ''],
    ['a/b\\*/c*', 'a'],
    ['a/b/c', 'a/b/c'],
    ['a/[b]/c', 'a'],
  ])('%j starts below %j', (glob, base) => {
    expect(globBase(glob)).toBe(base);
  });
});

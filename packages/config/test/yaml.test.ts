import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { child, keyPosition, valuePosition } from '../src/yaml/node.js';
import { plainScalar } from '../src/yaml/plain-scalar.js';
import { plain, thrown, yaml } from './support.js';

describe('plain scalars', () => {
  test.each([
    ['', null],
    ['~', null],
    ['null', null],
    ['true', true],
    ['FALSE', false],
    ['yes', 'yes'],
    ['on', 'on'],
    ['0', 0],
    ['42', 42],
    ['-7', -7],
    ['+3', 3],
    ['0777', 511],
    ['0o17', 15],
    ['0x1F', 31],
    ['0b101', 5],
    ['1_000', 1000],
    ['1.5', 1.5],
    ['1e3', 1000],
    ['.5', 0.5],
    ['12345678901234567890', '12345678901234567890'],
    ['089', 89],
    ['1.2.3', '1.2.3'],
    ['2024-01-02', '2024-01-02'],
    ['-', '-'],
    ['.', '.'],
    ['toString', 'toString'],
    ['.inf', Number.POSITIVE_INFINITY],
  ])('%j is %j', (text, value) => {
    expect(plainScalar(text)).toEqual(value);
  });

  it('keeps any text that does not look like a number', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z_/]{6,}$/), (text) => {
        expect(plainScalar(text)).toBe(text);
      }),
    );
  });
});

describe('parsing', () => {
  test.each([
    ['quotes protect words and numbers', 'a: "1"\nb: \'true\'\nc: 1', { a: '1', b: 'true', c: 1 }],
    ['anchors and aliases', 'a: &x {k: 1}\nb: *x', { a: { k: 1 }, b: { k: 1 } }],
    ['merge keys, own keys win', 'd: &d {a: 1, b: 2}\ne:\n  <<: *d\n  b: 3', { d: { a: 1, b: 2 }, e: { a: 1, b: 3 } }],
    ['merge keys, earlier maps win', 'a: &a {k: 1}\nb: &b {k: 2}\nc: {<<: [*a, *b]}', { a: { k: 1 }, b: { k: 2 }, c: { k: 1 } }],
    ['only the first document counts', 'a: 1\n---\nb: 2', { a: 1 }],
    ['an empty file is an empty map', '', {}],
    ['a file of comments too', '# nothing\n', {}],
    ['keys are text', '1: a\ntrue: b', { 1: 'a', true: 'b' }],
    ['tags stay beside their text', 'a: !secret NAME | path ".x"', { a: '!secret NAME | path ".x"' }],
    ['a standard tag is applied', 'a: !!str 12', { a: '12' }],
    ['block text', 'a: |\n  one\n  two\n', { a: 'one\ntwo\n' }],
    ['nothing behind a key', 'a:\nb: 1', { a: null, b: 1 }],
    ['!unset takes away', 'a: !unset\nb: 1', { b: 1 }],
  ])('%s', (_, text, value) => {
    expect(plain(text)).toEqual(value);
  });

  it('knows where keys and values stand', () => {
    const node = child(yaml('a:\n  b: !secret NAME\n  c: [1]\n'), 'a', 'b')!;
    expect(keyPosition(node)).toEqual({ file: 'test.yaml', line: 2, column: 3 });
    expect(valuePosition(node)).toEqual({ file: 'test.yaml', line: 2, column: 6 });
    expect(node.tag).toBe('!secret');
  });

  test.each([
    ['a: [hunter2', 'test.yaml:1:12'],
    ['a: 1\nb: "hunter2', 'test.yaml:2:'],
    ['a: *hunter2', 'test.yaml:1:4'],
    ['a: 1\n b: hunter2: c', 'test.yaml:'],
    ['a: 1\na: hunter2', 'test.yaml:2:1'],
    ['\thunter2', 'test.yaml:1:'],
    ['a: }hunter2', 'test.yaml:1:4'],
  ])('refuses %j with its place and without its text', (text, place) => {
    const { code, message } = thrown(() => yaml(text));
    expect(code).toBe('INVALID_CONFIG');
    expect(message).toContain(place);
    expect(message).not.toContain('hunter2');
  });
});

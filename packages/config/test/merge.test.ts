import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type ListStrategy, mergeNodes } from '../src/merge.js';
import { toPlain } from '../src/yaml/node.js';
import { yaml } from './support.js';

const merged = (base: string, over: string, strategy: ListStrategy = 'replace'): unknown =>
  toPlain(mergeNodes(yaml(base), yaml(over), strategy)!);

describe('deep merge', () => {
  test.each<[string, string, string, ListStrategy, unknown]>([
    ['maps merge', 'a: {x: 1, y: 1}', 'a: {y: 2}', 'replace', { a: { x: 1, y: 2 } }],
    ['a change of type takes the later', 'a: {x: 1}', 'a: text', 'replace', { a: 'text' }],
    ['and back', 'a: text', 'a: {x: 1}', 'replace', { a: { x: 1 } }],
    ['null overrides', 'a: {x: 1}', 'a: null', 'replace', { a: null }],
    ['lists are replaced', 'a: [1, 2]', 'a: [3]', 'replace', { a: [3] }],
    ['lists are appended', 'a: [1, 2]', 'a: [3]', 'append', { a: [1, 2, 3] }],
    ['lists are merged by position', 'a: [{x: 1}, 2]', 'a: [{y: 1}]', 'merge', { a: [{ x: 1, y: 1 }, 2] }],
    ['!append forces it', 'a: [1]', 'a: !append [2]', 'replace', { a: [1, 2] }],
    ['!append without a list below', 'b: 1', 'a: !append [2]', 'replace', { b: 1, a: [2] }],
    ['!unset takes away', 'a: 1', 'a: !unset', 'replace', {}],
    ['a tagged scalar is a value', 'a: {x: 1}', 'a: !env X', 'replace', { a: '!env X' }],
  ])('%s', (_, base, over, strategy, value) => {
    expect(merged(base, over, strategy)).toEqual(value);
  });

  it('appends over several layers', () => {
    const layers = ['a: [1]', 'a: !append [2]', 'a: !append [3]'].map(yaml);
    expect(toPlain(layers.reduce((below, over) => mergeNodes(below, over, 'replace')!))).toEqual({ a: [1, 2, 3] });
  });

  const tree = fc.letrec((tie) => ({
    value: fc.oneof({ depthSize: 'small' }, fc.integer({ min: 0, max: 9 }), tie('map')),
    map: fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { maxKeys: 3, noNullPrototype: true }),
  })).map;
  const node = tree.map((value) => yaml(JSON.stringify(value)));

  it('has the empty map as neutral element, and merging a tree with itself changes nothing', () => {
    fc.assert(
      fc.property(node, (a) => {
        const empty = yaml('{}');
        expect(toPlain(mergeNodes(empty, a, 'replace')!)).toEqual(toPlain(a));
        expect(toPlain(mergeNodes(a, empty, 'replace')!)).toEqual(toPlain(a));
        expect(toPlain(mergeNodes(a, a, 'replace')!)).toEqual(toPlain(a));
      }),
    );
  });

  it('lets every leaf of the later tree win and changes neither argument', () => {
    fc.assert(
      fc.property(node, node, (a, b) => {
        const before = JSON.stringify([toPlain(a), toPlain(b)]);
        expect(toPlain(mergeNodes(a, b, 'replace')!)).toMatchObject(toPlain(b) as object);
        expect(JSON.stringify([toPlain(a), toPlain(b)])).toBe(before);
      }),
    );
  });
});

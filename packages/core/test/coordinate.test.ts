import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Coordinate, formatCoordinate, parseCoordinate } from '../src/coordinate.js';
import { defaultLayout } from '../src/layout.js';

const part = fc.oneof(fc.string({ unit: 'grapheme', minLength: 1 }), fc.stringMatching(/^[a-b/%]+$/));
const coordinate: fc.Arbitrary<Coordinate> = fc.oneof(
  fc.record({ scope: fc.constant('global' as const), name: part }),
  fc.record({ scope: fc.constant('stack' as const), stack: part, name: part }),
  fc.record({ scope: fc.constant('instance' as const), stack: part, component: part, name: part }),
);

describe('coordinates', () => {
  it('are read back as they were printed', () => {
    fc.assert(
      fc.property(coordinate, (value) => {
        expect(parseCoordinate(formatCoordinate(value))).toEqual(value);
      }),
    );
  });

  it('show their scope', () => {
    expect(parseCoordinate('KEY')).toEqual({ scope: 'global', name: 'KEY' });
    expect(parseCoordinate('prod//KEY')).toEqual({ scope: 'stack', stack: 'prod', name: 'KEY' });
    expect(parseCoordinate('prod/infra%2Fvpc/KEY')).toEqual({
      scope: 'instance',
      stack: 'prod',
      component: 'infra/vpc',
      name: 'KEY',
    });
  });

  it.each(['', '/', 'a/b', 'a/b/c/d', '/a/b', 'a//', '%', '%2', '%2f', '%41'])('refuse %j', (text) => {
    expect(() => parseCoordinate(text)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
  });

  it('never share an address in the default layout', () => {
    const target = { kind: 'memory', prefix: '' };
    const addressOf = (value: Coordinate): string => JSON.stringify(defaultLayout.address(value, target));
    fc.assert(
      fc.property(coordinate, coordinate, (one, other) => {
        fc.pre(formatCoordinate(one) !== formatCoordinate(other));
        expect(addressOf(one)).not.toBe(addressOf(other));
      }),
    );
  });
});

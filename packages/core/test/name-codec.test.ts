import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNameCodec, type NameCodecOptions } from '../src/name-codec.js';

const alphabets: Record<string, NameCodecOptions & { readonly grammar: RegExp }> = {
  'slash-joined': {
    kind: 'a',
    literal: 'A-Za-z0-9_.',
    separator: '/',
    mark: '-',
    caseSensitive: true,
    maxLength: 100_000,
    prefix: '/shop/',
    grammar: /^[A-Za-z0-9_.\-/]+$/,
  },
  'letters, digits and underscore': {
    kind: 'b',
    literal: 'A-Za-z0-9',
    mark: '_',
    caseSensitive: true,
    maxLength: 100_000,
    grammar: /^[A-Za-z0-9_]+$/,
  },
  'case-insensitive': {
    kind: 'c',
    literal: 'A-Za-z0-9',
    mark: '-',
    caseSensitive: false,
    maxLength: 100_000,
    grammar: /^[A-Za-z0-9-]+$/,
  },
};

const path = fc.array(fc.oneof(fc.string({ unit: 'grapheme', minLength: 1 }), fc.stringMatching(/^[A-Za-z0-9_./-]+$/)), {
  minLength: 1,
  maxLength: 4,
});

describe.each(Object.entries(alphabets))('createNameCodec, %s', (_, { grammar, ...options }) => {
  const codec = createNameCodec(options);
  const fold = (name: string): string => (options.caseSensitive ? name : name.toLowerCase());

  it('decodes what it encoded, even when the backend changes case', () => {
    fc.assert(
      fc.property(path, (segments) => {
        const name = codec.encode(segments);
        expect(name).toMatch(grammar);
        expect(codec.decode(name)).toEqual(segments);
        expect(codec.decode(fold(name))).toEqual(segments);
      }),
    );
  });

  it('never sends two paths to one name', () => {
    fc.assert(
      fc.property(path, path, (one, other) => {
        fc.pre(JSON.stringify(one) !== JSON.stringify(other));
        expect(fold(codec.encode(one))).not.toBe(fold(codec.encode(other)));
      }),
    );
  });

  it('knows the names that it did not make', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        const decoded = codec.decode(name);
        if (decoded) expect(fold(codec.encode(decoded))).toBe(fold(name));
      }),
    );
  });
});

describe('createNameCodec', () => {
  it('tells case apart where the backend does not', () => {
    const { encode } = createNameCodec(alphabets['case-insensitive'] as NameCodecOptions);
    expect(encode(['prod', 'api', 'DB_URL'])).toBe('-lprod-s-lapi-sDB-x5fURL');
    expect(encode(['key']).toLowerCase()).not.toBe(encode(['KEY']).toLowerCase());
  });

  it('rejects a name that is too long instead of cutting it', () => {
    const codec = createNameCodec({ kind: 'demo', literal: 'a-z', mark: '-', caseSensitive: true, maxLength: 5 });
    expect(codec.encode(['abcde'])).toBe('abcde');
    expect(() => codec.encode(['abcdef'])).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
  });
});

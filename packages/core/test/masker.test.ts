import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMasker } from '../src/masker.js';

describe('createMasker', () => {
  it('masks overlapping secrets as one run, so that no part escapes', () => {
    const masker = createMasker();
    masker.register('hunter2-abc');
    masker.register('abc-secret9');
    expect(masker.mask('x hunter2-abc-secret9 y')).toBe('x <MASKED> y');
    expect(masker.mask('hunter2-abc')).toBe('<MASKED>');
    expect(masker.mask('hunter2-abchunter2-abc')).toBe('<MASKED>');
    expect(masker.mask('nothing here')).toBe('nothing here');
  });

  it('says what it does not mask', () => {
    const masker = createMasker();
    expect(masker.register('abc')).toBe('too short');
    expect(masker.register('MASKED')).toBe('part of the replacement');
    expect(masker.mask('abc MASKED')).toBe('abc MASKED');
  });

  it('masks lines of multi-line values and leaves of structured ones', () => {
    const masker = createMasker();
    masker.register('-----BEGIN KEY-----\nMIIBVgIBADANBgkq\n-----END KEY-----\n');
    masker.register('{"db":{"password":"correct horse"}}');
    expect(masker.mask('  MIIBVgIBADANBgkq')).toBe('  <MASKED>');
    expect(masker.mask('correct horse')).toBe('<MASKED>');
  });

  it('leaves no trace of a value in any of its encodings', () => {
    const value = fc.string({ unit: 'grapheme', minLength: 9, maxLength: 40 }).filter((text) => text.trim().length > 8);
    const encodings: ((text: string) => string)[] = [
      (text) => text,
      (text) => Buffer.from(text).toString('base64'),
      (text) => Buffer.from(`user:${text}`).toString('base64'),
      (text) => Buffer.from(text).toString('base64url'),
      (text) => Buffer.from(text).toString('hex'),
      (text) => encodeURIComponent(text),
      (text) => new URLSearchParams({ q: text }).toString(),
      (text) => JSON.stringify(text),
      (text) => JSON.stringify(JSON.stringify(text)),
      (text) => `'${text.replaceAll("'", "''")}'`,
    ];
    fc.assert(
      fc.property(value, fc.constantFrom(...encodings), (text, encode) => {
        const masker = createMasker();
        masker.register(text);
        expect(masker.mask(encode(text))).toContain('<MASKED>');
        expect(masker.mask(encode(text)).length).toBeLessThan(40);
      }),
    );
  });
});

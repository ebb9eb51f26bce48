import { describe, expect, it } from 'vitest';
import { readSopsDocument } from '../src/index.js';
import { documentJson, expectedJson, keysOf, vector, vectorNames } from './vectors.js';

describe('documents of the official tool', () => {
  it.each(vectorNames)('%s decrypts to the same values, digit for digit', async (name) => {
    const document = await readSopsDocument(vector(name));
    const open = await document.decrypt(keysOf('stranger', 'three', 'one', 'hybrid'));
    expect(documentJson(open)).toBe(expectedJson(name));
    expect(open.names()).toEqual(document.names());
  });

  it.each(vectorNames)('%s is the same text when nothing was changed', async (name) => {
    const text = vector(name);
    const open = await (await readSopsDocument(text)).decrypt(keysOf('one', 'two', 'hybrid'));
    expect(open.toText(new Date())).toBe(text);
  });

  it('gives integers beyond 2^53 as bigint, floats as number and times as text with their offset', async () => {
    const open = await (await readSopsDocument(vector('types'))).decrypt(keysOf('one'));
    expect(open.get('large_integer')).toBe(9007199254740993n);
    expect(open.get('octal')).toBe(511n);
    expect(open.get('large_float')).toBe(1e300);
    expect(open.get('whole_float')).toBe(3);
    expect(open.get('time')).toEqual({ time: '2001-12-14T21:59:43.1-05:00' });
    expect(open.get('multi_line')).toBe('first\nsecond\n\n  indented\n');
    expect(open.get('null_value')).toBeNull();
    expect(open.get('absent')).toBeUndefined();
  });

  it('opens two of three key groups, in any combination, and not one alone', async () => {
    const document = await readSopsDocument(vector('shamir'));
    for (const pair of [
      ['one', 'two'],
      ['two', 'three'],
      ['three', 'one'],
    ]) {
      expect((await document.decrypt(keysOf(...pair))).get('top')).toBe('one');
    }
    await expect(document.decrypt(keysOf('two'))).rejects.toMatchObject({ code: 'NO_KEY' });
  });
});

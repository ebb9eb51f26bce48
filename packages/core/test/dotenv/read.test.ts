import { describe, expect, it } from 'vitest';
import { readDotenv } from '../../src/dotenv/index.js';
import { agreed, type Found, noted, type Row, refusals } from './corpus.js';
import { expectSameReading } from './expectations.js';
import { bash, dotenv, node, nodeEnvFile, type Reader } from './readers.js';

const nameIn = (text: string): string => /[\w.-]+/.exec(text.replace(/^export /, '').replace(/^#.*$/gm, ''))?.[0] ?? '';
const readers: readonly (readonly [keyof Found, string, Reader])[] = [
  ['dotenv', 'the package dotenv', dotenv],
  ['node', 'util.parseEnv', node],
  ['node', 'node --env-file', nodeEnvFile],
  ['bash', 'bash', bash],
];

describe('what neighbours agree on', () => {
  it.each(agreed)('%j is %j', (text, value) => {
    expect(readDotenv(text).find(nameIn(text))).toMatchObject({ name: nameIn(text), value, note: undefined });
  });
});

describe('a value whose end depends on the reader', () => {
  it.each(refusals)('is refused with its line: %j', (text, words) => {
    const entry = readDotenv(`# first\nBEFORE=1\n${text}`).find(nameIn(text));
    expect(entry).toMatchObject({ name: nameIn(text), line: 3, fault: expect.stringMatching(words) });
    expect(entry).not.toHaveProperty('value');
  });

  it.each(refusals)('keeps no other name from being read: %j', (text) => {
    const document = readDotenv(`BEFORE=1\n${text}\nAFTER=2\n`);
    expect([document.find('BEFORE'), document.find('AFTER')]).toMatchObject([{ value: '1' }, { value: '2' }]);
  });
});

describe('a value whose characters depend on the reader', () => {
  it.each(noted)('is read, and the difference is noted: %j', (text, value, note) => {
    expect(readDotenv(text).find('A')).toMatchObject({ value, note: expect.stringMatching(note) });
  });
});

describe.each(readers)('%s, as %s', (column, _, read) => {
  const all: Row[] = [...agreed, ...refusals, ...noted.map(([text, own, , others]): Row => [text, own, others])];
  // A name of digits is no property that process.env lists.
  it.each(all.filter(([text]) => read !== nodeEnvFile || !/^\d/.test(text)))(
    'reads what the table says: %j',
    async (text, _own, others) => {
      expect((await read(text))[nameIn(text)]).toBe(typeof others === 'string' ? others : others[column]);
    },
  );
});

describe('any text that keyrack neither refuses nor notes anything on', () => {
  it('is read the same by the package dotenv', () => expectSameReading('dotenv', dotenv, { numRuns: 20_000 }));
  it('is read the same by Node', () => expectSameReading('node', node, { numRuns: 20_000 }));
});

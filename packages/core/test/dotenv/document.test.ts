import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDotenv } from '../../src/dotenv/index.js';
import { ownValue } from './expectations.js';
import { dotenv, node } from './readers.js';
import { awkwardTexts, awkwardValues } from './values.js';

const lines = fc.constantFrom(
  ...[
    '# it\'s "\n',
    'B="b"\n',
    "export C='c' # d\r\n",
    '\n',
    'A=old\n',
    "A='two\nlines' #\n",
    'A = x #\n',
    'NAME\n',
    "D='e\\'s'\n",
    '',
  ],
);
const texts = fc.oneof(
  fc.array(lines).map((chosen) => chosen.join('')),
  awkwardTexts,
);

describe('a text with another value', () => {
  it('has it, and everything else is as it was', () => {
    fc.assert(
      fc.property(texts, awkwardValues, fc.constantFrom('A', 'B', 'Z', '__proto__'), (text, value, name) => {
        const before = readDotenv(text);
        const entry = before.find(name);
        fc.pre(entry?.fault === undefined || !entry.open);
        const changed = before.with(name, value);
        const after = readDotenv(changed);
        expect([text, ownValue(changed, name)]).toEqual([text, value]);
        const others = before.entries.filter((other) => other.fault === undefined && other.name !== name);
        expect(others.map((other) => ownValue(changed, other.name ?? ''))).toEqual(
          others.map((other) => ownValue(text, other.name ?? '')),
        );
        expect(readDotenv(after.without(name)).find(name)).toBeUndefined();
        if (entry === undefined && /(^|\n)$/.test(text)) expect(after.without(name)).toBe(text);
      }),
      { numRuns: 5_000 },
    );
  });

  it('does not run on into the next line when it ends with a backslash', async () => {
    const text = readDotenv("A=x\nB='b'\n# kids'\nC=\"#c\"\n").with('A', 'C:\\my files\\');
    expect(await dotenv(text)).toEqual({ A: 'C:\\my files\\', B: 'b', C: '#c' });
    expect(await node(text)).toEqual({ A: 'C:\\my files\\', B: 'b', C: '#c' });
  });

  it('has quotes when nothing is written before a blank, where Node looks in the next line', async () => {
    const text = readDotenv('A = old \nB=1\n').with('A', '');
    expect([text, await node(text)]).toEqual(["A = '' \nB=1\n", { A: '', B: '1' }]);
  });
});

describe('a text that breaks off', () => {
  it.each([
    ['A=1\nNA', 2],
    ['A=1\n<html>', 2],
    ['A="1\n2=', 1],
    ['A=1\nNA\n', undefined],
    ['A=1', undefined],
    ['A=x#y', undefined],
    ['', undefined],
  ])('%j does so in line %s', (text, line) => {
    expect(readDotenv(text).torn?.line).toBe(line);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDotenvLine, misreadersOf, readDotenv } from '../../src/dotenv/index.js';
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
        const quotes = /['"`]/.test(text);
        const changed = before.with(name, value);
        expect(quotes || typeof changed === 'string').toBe(true);
        if (typeof changed !== 'string') return;
        expect([text, ownValue(changed, name)]).toEqual([text, value]);
        const others = before.entries.filter((other) => other.fault === undefined && other.name !== name);
        const valuesIn = (whole: string) => others.map((other) => [other.name, ownValue(whole, other.name ?? '')]);
        expect(valuesIn(changed)).toEqual(valuesIn(text));
        const gone = readDotenv(changed).without(name);
        expect(quotes || typeof gone === 'string').toBe(true);
        if (typeof gone !== 'string') return;
        expect(readDotenv(gone).find(name)).toBeUndefined();
        expect(valuesIn(gone)).toEqual(valuesIn(text));
        if (entry === undefined && /(^|\n)$/.test(text)) expect(gone).toBe(text);
      }),
      { numRuns: 5_000 },
    );
  });

  it('is not given where open quotes would end in it, or are its own', () => {
    const inTheWay = expect.objectContaining({ name: 'A', line: 1, open: true });
    const opened = readDotenv("A='\nB=1\nC=2\n");
    const refused = [opened.with('B', '#'), opened.with('D', '#'), opened.with('A', 'x'), opened.without('A')];
    expect(refused).toEqual([inTheWay, inTheWay, inTheWay, inTheWay]);
    expect([opened.with('B', '2'), opened.with('D', 'x y')]).toEqual(["A='\nB=2\nC=2\n", "A='\nB=1\nC=2\nD='x y'\n"]);
    const shielded = readDotenv("A='\nB='x'\nC='#'\n");
    expect([shielded.find('C'), shielded.without('B')]).toEqual([expect.objectContaining({ value: '#' }), inTheWay]);
    expect(readDotenv("A='\\'\n").with('B', '#')).toEqual(inTheWay);
    expect(readDotenv("A='\\'\nA=2\n").with('A', '#')).toEqual(inTheWay);
  });

  it('does not run on into the next line when it ends with a backslash', async () => {
    const text = readDotenv("A=x\nB='b'\n# kids'\nC=\"#c\"\n").with('A', 'C:\\my files\\') as string;
    expect(await dotenv(text)).toEqual({ A: 'C:\\my files\\', B: 'b', C: '#c' });
    expect(await node(text)).toEqual({ A: 'C:\\my files\\', B: 'b', C: '#c' });
  });

  it('has quotes when nothing is written before a blank, where Node looks in the next line', async () => {
    const text = readDotenv('A = old \nB=1\n').with('A', '') as string;
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

describe('a long text', () => {
  const blanks = ' '.repeat(200_000);
  it.each([
    `A=x${blanks}x`,
    `A='x'${blanks}x`,
    `A=${blanks}`,
    `A="${'\\" # '.repeat(50_000)}`,
    `A='${"\\' # ".repeat(50_000)}`,
    "A='\n".repeat(50_000),
  ])('is read in time, whatever it holds: %#', (text) => {
    const start = performance.now();
    readDotenv(text);
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  it.each(['$\u007b', '$\u007ba:', "'\\", '\r', '`'])('is written in time: %j', (part) => {
    const value = part.repeat(100_000);
    const start = performance.now();
    formatDotenvLine('A', value);
    misreadersOf(value);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});

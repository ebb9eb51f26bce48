import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DotenvReader, formatDotenvLine, misreadersOf, readDotenv } from '../../src/dotenv/index.js';
import { expectReadBack, ownValue } from './expectations.js';
import { bash, dotenv, node, nodeEnvFile, type Reader } from './readers.js';
import { awkwardValues } from './values.js';

/** Value, line, and who reads another value from it. */
const forms: readonly (readonly [value: string, line: string, ...misreaders: DotenvReader[]])[] = [
  ['abc-1.2/3:4@5', 'A=abc-1.2/3:4@5'],
  ['', 'A='],
  ['two words', "A='two words'"],
  ['abc#def', "A='abc#def'"],
  ['$HOME $(id) `id`', "A='$HOME $(id) `id`'"],
  ['say "hi"', 'A=\'say "hi"\''],
  ['C:\\dir', "A='C:\\dir'"],
  ['one\ntwo\n', "A='one\ntwo\n'"],
  ["it's", 'A="it\'s"'],
  ["it's\ntwo $", 'A="it\'s\ntwo $"'],
  ["it's C:\\Program", 'A="it\'s C:\\Program"'],
  ["''; touch ran", 'A="\'\'; touch ran"'],
  ['a\\\\b', "A='a\\\\b'", 'python-dotenv'],
  ['$\u007bX}', "A='$\u007bX}'", 'python-dotenv'],
  ['C:\\dir\\', "A='C:\\dir\\' # the last \\ doesn't hide the quote", 'python-dotenv'],
  ["it's C:\\", 'A="it\'s C:\\\\" # the last "\\\\" is one backslash', 'dotenv', 'node'],
  ["it's $X", 'A="it\'s \\$X"', 'dotenv', 'node', 'python-dotenv'],
  ["it's `id`", 'A="it\'s \\`id\\`"', 'dotenv', 'node', 'python-dotenv'],
  ['it\'s "x"', 'A="it\'s \\"x\\""', 'dotenv', 'node'],
  ["it's \\n", 'A="it\'s \\\\n"', 'dotenv', 'node'],
  ['it\'s "x"\nB=1', 'A="it\'s \\"x\\"\\nB=1"', 'bash', 'dotenv', 'node'],
  ['dos\r\nline', 'A="dos\\r\\nline"', 'bash', 'node'],
];

describe('a value', () => {
  it.each(forms)('%j is written in the form that most readers know, and the others are named', (value, line, ...misreaders) => {
    expect([formatDotenvLine('A', value), misreadersOf(value)]).toEqual([line, misreaders]);
  });

  it('is read back as it was, in any company', () => {
    fc.assert(
      fc.property(fc.array(awkwardValues, { minLength: 1, maxLength: 5 }), (values) => {
        const text = values.map((value, index) => formatDotenvLine(`A${index}`, value)).join('\n');
        expect(values.map((_, index) => ownValue(text, `A${index}`))).toEqual(values);
        expect(readDotenv(text).entries).toHaveLength(values.length);
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('a written value is read back by, or announced to differ for,', () => {
  const readers: readonly (readonly [string, DotenvReader, Reader, number])[] = [
    ['the package dotenv', 'dotenv', dotenv, 3_000],
    ['util.parseEnv', 'node', node, 3_000],
    ['node --env-file', 'node', nodeEnvFile, 50],
    ['bash, which runs no part of it,', 'bash', bash, 300],
  ];
  it.each(readers)('%s', (_, name, read, numRuns) => expectReadBack(name, read, { numRuns }));
});

describe('a name', () => {
  it.each(['$(touch ran)', 'A B', 'A;B', "A'", 'A=B', 'A\nB', 'é', ''])('%j is refused, since a shell could run it', (name) => {
    expect(() => formatDotenvLine(name, 'x')).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
  });
});

it('a zero byte is refused, since no environment holds one', () => {
  expect(() => formatDotenvLine('A', 'a\0b')).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
});

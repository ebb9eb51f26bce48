import { describe, expect, it } from 'vitest';
import { formatEnvLine, parseDotenv } from '../src/dotenv.js';

describe('dotenv', () => {
  it.each([
    'plain',
    '',
    'with space',
    'a\nb\r\nc\td',
    'quote " and \\ backslash',
    "single ' quote",
    '# not a comment',
    'trailing ',
    ' leading',
    '$HOME `cmd`',
    'ünïcode 🔑',
    '"already quoted"',
    'ends with \\',
  ])('reads back what it writes: %j', (value) => {
    expect(parseDotenv(formatEnvLine('KEY', value)).values.get('KEY')).toBe(value);
  });

  it('keeps what needs no quotes plain', () => {
    expect(formatEnvLine('KEY', 'abc-1.2/3:4@5')).toBe('KEY=abc-1.2/3:4@5');
  });

  it('reads the older grammar', () => {
    const text =
      '# comment\n\nexport A=1\nB = two words # note\nC="x # y"\nD=a#b\nE=\'single\'\nno equals\nF=1\nF=2\nG="two\nlines"\nH=""\n';
    const { values, ignoredLines } = parseDotenv(text);
    expect(Object.fromEntries(values)).toEqual({
      A: '1',
      B: 'two words',
      C: 'x # y',
      D: 'a#b',
      E: 'single',
      F: '2',
      G: 'two\nlines',
      H: '',
    });
    expect(ignoredLines).toEqual([8]);
  });
});

import fc from 'fast-check';

const joined = (parts: readonly string[], maxLength: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...parts), { maxLength }).map((chosen) => chosen.join(''));

const parts = [
  ...'\'"`\\#$ \n\r\t=nrtebfav{}(!:;~&|<>*?[]%@-X0',
  '\\n',
  '\\"',
  "\\'",
  '\\\\',
  '\r\n',
  ' #',
  '# ',
  '$\u007bX}',
  '$\u007bX:-d}',
  '$X',
  '$(touch ran)',
  '`touch ran`',
  '\ntouch ran\n',
  '; touch ran;',
  "'; touch ran; '",
  '"; touch ran; "',
  'B=1\n',
  '\nA0=x\n',
  '\u00a0',
  '\u0085',
  '\u2028',
  '\ufeff',
  'é',
];

/** Values that are hard to write: every character that some reader takes for more than itself, and any text at all. */
export const awkwardValues: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: joined(parts, 6) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed() && !text.includes('\0')) },
);

const names = ['A=', 'B=', 'export A=', ' C = ', '1.b-c=', 'A', '=', ':', '\n', '\n', '\r\n', '\r'];
const contents = [
  ' ',
  '\t',
  '\u00a0',
  '#',
  ' #',
  '# x',
  "'",
  "'",
  '"',
  '"',
  '`',
  '\\',
  '\\n',
  "\\'",
  '\\"',
  'x',
  'y z',
  '$x',
  '$\u007bX}',
];

/** Texts of lines that are nearly right. */
export const awkwardTexts: fc.Arbitrary<string> = joined([...names, ...contents], 14);

/** What each reader finds under the name; nothing where the name is not there. */
export interface Found {
  readonly dotenv?: string;
  readonly node?: string;
  readonly 'python-dotenv'?: string;
  readonly bash?: string;
}

/** A text; what keyrack reads under its first name, or the words with which it refuses that; what others read, or the value that all do. */
export type Row = readonly [text: string, own: string | RegExp, others: string | Found];

const files = (value: string): Found => ({ dotenv: value, node: value, 'python-dotenv': value });
const refused = {
  hash: /at its #/,
  open: /quotes do not match/,
  hidden: /quote behind a backslash/,
  carriageReturn: /carriage return/,
};

/** What neighbours agree on, shells left aside: they want no blanks, and run what follows one. */
export const agreed: readonly Row[] = [
  ['A=plain', 'plain', 'plain'],
  ['A=', '', ''],
  ['A= # nothing', '', ''],
  ["A=''", '', ''],
  ['A=""', '', ''],
  ['  A = spaced out  ', 'spaced out', files('spaced out')],
  ['export A=exported', 'exported', 'exported'],
  ['A=value # comment', 'value', 'value'],
  ['A=value\t# comment', 'value', 'value'],
  ["A='it is'   # comment", 'it is', 'it is'],
  ["A='it is'# comment", 'it is', files('it is')],
  ['A="it is" # say "x"', 'it is', 'it is'],
  ["A='# \\n $HOME' # comment", '# \\n $HOME', '# \\n $HOME'],
  ["A='one\ntwo'", 'one\ntwo', 'one\ntwo'],
  ['A="one\ntwo"', 'one\ntwo', 'one\ntwo'],
  ['A="one\nB=two"\nB=1', 'one\nB=two', 'one\nB=two'],
  ["A='one\r\ntwo'\r\nB=2\r\n", 'one\ntwo', { ...files('one\ntwo'), bash: 'one\r\ntwo\r' }],
  ['A=x\r\n', 'x', { ...files('x'), bash: 'x\r' }],
  ['\ufeffA=x', 'x', { dotenv: 'x', 'python-dotenv': 'x' }],
  ['ENV.WITH.DOT=x', 'x', files('x')],
  ['456=x', 'x', files('x')],
  ['my-key=x', 'x', files('x')],
  ["A=it's", "it's", files("it's")],
  ['A=say "hi"', 'say "hi"', files('say "hi"')],
  ['A="a\\nb"', 'a\nb', { ...files('a\nb'), bash: 'a\\nb' }],
  ["A='a\\nb'", 'a\\nb', 'a\\nb'],
  ['A=a\\nb', 'a\\nb', { ...files('a\\nb'), bash: 'anb' }],
  ['A="C:\\dir"', 'C:\\dir', 'C:\\dir'],
  ['A=\'say \\"hi\\"\'', 'say \\"hi\\"', 'say \\"hi\\"'],
  ['A=one two', 'one two', files('one two')],
  ['A=one=two', 'one=two', 'one=two'],
  ['A=first\nA=last', 'last', 'last'],
  ['# A=1\n\n  \n#A=2\nA=3', '3', '3'],
  ['A=a\u00a0b', 'a\u00a0b', 'a\u00a0b'],
];

/** Where a value ends depends on who reads it, or nobody understands the line. */
export const refusals: readonly Row[] = [
  ['A=abc#def', refused.hash, { dotenv: 'abc', node: 'abc', 'python-dotenv': 'abc#def', bash: 'abc#def' }],
  ['A=#def', refused.hash, { dotenv: '', node: '', 'python-dotenv': '#def', bash: '#def' }],
  ['A=a#b # c', refused.hash, { dotenv: 'a', node: 'a', 'python-dotenv': 'a#b', bash: 'a#b' }],
  ["A='Let\\'s go!'", refused.hidden, { dotenv: "Let\\'s go!", node: 'Let\\', 'python-dotenv': "Let's go!" }],
  ["A='C:\\'\nB='#x'", refused.hidden, { dotenv: "C:\\'\nB=", node: 'C:\\', 'python-dotenv': "C:'\nB=", bash: 'C:\\' }],
  ['A="a\\"\nb"', refused.hidden, { dotenv: 'a\\"\nb', node: 'a\\', 'python-dotenv': 'a"\nb', bash: 'a"\nb' }],
  ["A='it's'", refused.open, { dotenv: "it's", node: 'it' }],
  ["A='x' y", refused.open, { dotenv: "'x' y", node: 'x' }],
  ['A="x" "y"', refused.open, { dotenv: 'x" "y', node: 'x' }],
  ["A='open", refused.open, { dotenv: "'open", node: "'open" }],
  ["A=\"open\nB='x'", refused.open, { dotenv: '"open', node: '"open' }],
  ['A="C:\\dir\\"', refused.open, { dotenv: 'C:\\dir\\', node: 'C:\\dir\\' }],
  ['A', /name and no value/, {}],
  ['export A', /name and no value/, {}],
  ['A: x', /colon/, { dotenv: 'x' }],
  ['A=x\u00a0', /only some tools leave out/, { dotenv: 'x', node: 'x\u00a0', 'python-dotenv': 'x', bash: 'x\u00a0' }],
  ['A=x\ry', refused.carriageReturn, { dotenv: 'x', node: 'xy', 'python-dotenv': 'x', bash: 'x\ry' }],
  ["A='x\ry'", refused.carriageReturn, { dotenv: 'x\ny', node: 'xy', 'python-dotenv': 'x\ny', bash: 'x\ry' }],
  ["A=\n'x'", /quoted line that follows/, { dotenv: 'x', node: '', 'python-dotenv': '', bash: '' }],
];

const backslashes = /backslashes/;
const variable = /name of a variable/;
const backticks = /backticks/;

/** Where a value ends is agreed on, and what it holds is not: keyrack reads it, and says so with these words. */
export const noted: readonly (readonly [text: string, own: string, note: RegExp, others: Found])[] = [
  ['A=`one\ntwo`', 'one\ntwo', backticks, { dotenv: 'one\ntwo', node: 'one\ntwo', 'python-dotenv': '`one', bash: '' }],
  ['A=`a"b\'c`', 'a"b\'c', backticks, { dotenv: 'a"b\'c', node: 'a"b\'c', 'python-dotenv': '`a"b\'c`', bash: '' }],
  ['A="a\\tb"', 'a\tb', backslashes, { dotenv: 'a\\tb', node: 'a\\tb', 'python-dotenv': 'a\tb', bash: 'a\\tb' }],
  ['A="a\\rb"', 'a\rb', backslashes, { dotenv: 'a\rb', node: 'a\\rb', 'python-dotenv': 'a\rb', bash: 'a\\rb' }],
  [
    'A="say \\"hi\\""',
    'say "hi"',
    backslashes,
    { dotenv: 'say \\"hi\\"', node: 'say \\', 'python-dotenv': 'say "hi"', bash: 'say "hi"' },
  ],
  [
    'A="C:\\\\dir"',
    'C:\\dir',
    backslashes,
    { dotenv: 'C:\\\\dir', node: 'C:\\\\dir', 'python-dotenv': 'C:\\dir', bash: 'C:\\dir' },
  ],
  ['A="a\\$b"', 'a$b', backslashes, { dotenv: 'a\\$b', node: 'a\\$b', 'python-dotenv': 'a\\$b', bash: 'a$b' }],
  ['A=a$b', 'a$b', variable, { ...files('a$b'), bash: 'a' }],
  ['A="$b"', '$b', variable, { ...files('$b'), bash: '' }],
  ['A=$\u007bb}', '$\u007bb}', variable, { dotenv: '$\u007bb}', node: '$\u007bb}', 'python-dotenv': '', bash: '' }],
];

import { globSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { YamlNode } from '../src/yaml/node.js';
import { parseWithLibrary } from '../src/yaml/parse-with-library.js';
import { scanPlain } from '../src/yaml/scan-plain.js';
import * as library from '../src/yaml/yaml-library.js';

const root = new URL('../../../', import.meta.url).pathname;
const files = globSync(['packages/config/test/fixtures/**/*.{yaml,yml}', 'examples/atmos-project/**/*.yaml'], {
  cwd: root,
  exclude: (path) => path.includes('node_modules') || path.includes('.enc.'),
}).sort();
const texts = files.map((file) => readFileSync(root + file, 'utf8'));
const source = (text: string) => ({ file: 'test.yaml', text });
const scan = (text: string): YamlNode | undefined => scanPlain(source(text));

/** Whether the scan reads a text; when it does, the library has to read the same. */
function agrees(text: string): boolean {
  const scanned = scan(text);
  if (scanned !== undefined) expect(scanned).toStrictEqual(parseWithLibrary(source(text), library));
  return scanned !== undefined;
}

describe('the line scan', () => {
  it('finds the files that it is held to', () => {
    expect(files.length).toBeGreaterThan(20);
  });

  it.each(files)('reads %s as the library does', (file) => {
    expect(agrees(readFileSync(root + file, 'utf8'))).toBe(true);
  });

  test.each([
    ['nothing', ''],
    ['comments alone', '# a\n\n  # b'],
    ['a document mark', '# a\n\n---\na: 1\n'],
    ['no line break at the end', 'a: 1'],
    ['what plain scalars mean', 'a: ~\nb: 1_000\nc: -5\nd: no\ne: 0x1F\nf: .5\ng: http://h:80/x#y\nh: a, b [c]\n'],
    ['what follows a value', 'a: 1   \nb: "x" # c\nc:   x # "y"\nd: x#y\n'],
    ['quotes', `a: "1 # 2"\nb: 'it''s'\nc: "q: \\"r\\"\\n\\\\"\n"d e": 'f'\n'g: h': ""\n`],
    ['nothing behind a key', 'a:\nb:   # c\n# d\n\nc:\n    # e\nd:'],
    ['lists', 'a:\n  - 1\n  - "2"\n  -   b: 3\n      c: 4\n  - - d\n    - e: f\n  - [g]\nh: i\n'],
    ['lists in the column of their key', 'a:\n- 1\n- b:\n  - c\n  d: 2\ne:\n- f\n'],
    ['a list at the top', '- a\n- b: c\n  d:\n    - e\n'],
    ['flow collections', 'a: []\nb: {}\nc: [ 1, "2", \'3\' , [d], {e: f} ] # g\nh: { i: {j: k}, "l": [m, n] }'],
    ['tags', 'a: !secret N | path ".a" | default "x"\nb: !include "f.yaml"\nc: !unset # !unset\nd: [!env A b, !env "C"]\n'],
    ['tags before blocks', 'a: !append # !append\n  - 1\nb: !append [1]\nc: !x\n  # !x\n  d: {e: !y z}\nf: !append\n- 1\n'],
    ['letters of all languages', 'größe: “süß” — ok\n名前: 🗝\n'],
    ['comments at any indent', '    # a\na:\n# b\n  b: 1\n    # c\n # d\n  c: 2\n# e\n'],
  ])('reads %s', (_, text) => {
    expect(agrees(text)).toBe(true);
  });

  test.each([
    ['anchors', 'a: &x 1'],
    ['aliases', 'a: *x'],
    ['merge keys', 'a: {b: 1}\n<<: {c: 2}'],
    ['literal blocks', 'a: |\n  b\n'],
    ['folded blocks', 'a: >-\n  b\n'],
    ['scalars over several lines', 'a: b\n  c\n'],
    ['quotes over several lines', 'a: "b\n  c"\n'],
    ['flow over several lines', 'a: [b,\n  c]\n'],
    ['tabs', 'a:\tb'],
    ['carriage returns', 'a: b\r\nc: d\r\n'],
    ['a byte order mark', '\ufeffa: b'],
    ['line separators', 'a: b\u2028c'],
    ['directives', '%YAML 1.2\n---\na: b'],
    ['several documents', 'a: b\n---\nc: d'],
    ['an end of the document', 'a: b\n...\n'],
    ['a mark with content', '--- a: b'],
    ['an end with content', '... a: b'],
    ['an empty document behind a mark', '---\n'],
    ['explicit keys', '? a\n: b'],
    ['a key that stands twice', 'a: 1\nb: 2\na: 3'],
    ['a key that stands twice in flow', 'a: {b: 1, b: 2}'],
    ['standard tags', 'a: !!str 1'],
    ['verbatim tags', 'a: !<x> 1'],
    ['tags before keys', '!x a: 1'],
    ['escapes beyond the simple ones', 'a: "\\x41"'],
    ['an indented root', ' a: 1'],
    ['indents that do not fit', 'a:\n    b: 1\n  c: 2'],
    ['empty list items', '- a\n-\n- b'],
    ['a comma at the end of a flow list', 'a: [b,]'],
    ['keys without values in flow', 'a: {b, c: d}'],
    ['pairs in flow lists', 'a: [b: c]'],
    ['a colon in a value', 'a: b: c'],
    ['templates without quotes', 'a: {{ .b }}'],
    ['a scalar at the top', 'a'],
    ['a flow collection at the top', '{a: b}'],
    ['reserved letters', 'a: @b'],
    ['something behind quotes', 'a: "b" c'],
    ['a comment that touches quotes', 'a: "b"#c'],
    ['a hundred levels', `a: ${'['.repeat(100)}${']'.repeat(100)}`],
  ])('leaves %s to the library', (_, text) => {
    expect(scan(text)).toBeUndefined();
  });
});

/** Mostly the first, now and then the second. */
const mostly = <T>(usual: fc.Arbitrary<T>, rare: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 30, arbitrary: usual }, { weight: 1, arbitrary: rare });
const oneOf = (...texts: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...texts);

const key = mostly(
  oneOf('a', 'b', 'c', 'd_e', 'f.g-h/i', '"j k"', "'l'", 'm:n', '1', 'o p', 'é', 'true', '-q', '""'),
  oneOf('<<', '? r', '[s]', '!t u', '&v w', '*x', 'y ', '-', '---', '--- q', '... r', '"<<"', '#z', '"a\\"b"', "'a''b'", '%A'),
);
const scalar = mostly(
  oneOf(
    'x',
    '1',
    '-5',
    '.5',
    '~',
    'true',
    'a b  c',
    'h://i:1/#',
    '"j: # k"',
    "'l''m'",
    '"n\\to"',
    'p,q',
    'r]s',
    '""',
    "''",
    'ü',
    '--t',
  ),
  oneOf(
    '- x',
    '-',
    '?',
    ':',
    '? y',
    '@z',
    '%a',
    '|',
    '>',
    '"b',
    "'c",
    '"d" e',
    'f: g',
    'h:',
    '"\\x41"',
    '"\\"',
    '---',
    '*i',
    '&j k',
    'l #',
    '`',
  ),
);
const tag = mostly(
  oneOf('', '', '', '!secret ', '!env  '),
  oneOf('!append ', '! ', '!!str ', '!a!b ', '!<c> ', '!d', '!e !f ', '!g#h ', '!i, '),
);
const flow = fc.letrec<{ node: string; list: string; map: string }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.tuple(tag, scalar).map((parts) => parts.join('')),
    tie('list'),
    tie('map'),
  ),
  list: fc
    .tuple(tag, fc.array(tie('node'), { maxLength: 3 }), mostly(oneOf(', ', ','), oneOf(' ', ',,', ' , ', '\n', ' # c\n')))
    .map(([before, items, comma]) => `${before}[${items.join(comma)}]`),
  map: fc
    .tuple(
      fc.array(fc.tuple(key, mostly(oneOf(': ', ':  '), oneOf(':', ' : ', ' ')), tie('node')), { maxLength: 3 }),
      oneOf('', ' '),
    )
    .map(([entries, space]) => `{${space}${entries.map((entry) => entry.join('')).join(', ')}${space}}`),
})).node;
const line = mostly(
  oneOf('', '', '', ' ', ' # c', '\n', '\n# c', '\n      # !secret'),
  oneOf('#', ' #', '\t', '\n\t', '\n---', '\r', '\n x', '\n   - y'),
);
const inline = fc.tuple(
  oneOf(' ', ' ', '  '),
  fc.oneof(
    fc.tuple(tag, scalar).map((parts) => parts.join('')),
    flow,
  ),
);

/** The lines of a block, each with its indent. */
const block = fc.letrec<{ block: string[]; map: string[]; list: string[]; value: [string, string[]] }>((tie) => ({
  block: fc.oneof(tie('map'), tie('map'), tie('list')),
  map: fc
    .array(fc.tuple(key, tie('value'), line), { minLength: 1, maxLength: 4 })
    .map((entries) => entries.flatMap(([name, [first, rest], end]) => [`${name}:${first}${end}`, ...rest])),
  list: fc
    .array(
      fc.oneof(
        fc.tuple(inline, line).map(([parts, end]) => [`-${parts.join('')}${end}`]),
        fc
          .tuple(mostly(oneOf(' ', '   '), oneOf('', '\n')), tie('block'))
          .map(([space, [first = '', ...rest]]) => [
            `-${space}${first}`,
            ...rest.map((text) => `${' '.repeat(1 + space.length)}${text}`),
          ]),
      ),
      { minLength: 1, maxLength: 3 },
    )
    .map((items) => items.flat()),
  value: fc.oneof(
    { depthSize: 'small' },
    inline.map((parts): [string, string[]] => [parts.join(''), []]),
    tag.map((text): [string, string[]] => [text === '' ? '' : ` ${text}`, []]),
    fc
      .tuple(tag, mostly(oneOf('  ', '  ', '    '), oneOf('', ' ')), tie('block'))
      .map(([text, indent, lines]): [string, string[]] => [text === '' ? '' : ` ${text}`, lines.map((below) => indent + below)]),
    tie('list').map((lines): [string, string[]] => ['', lines]),
  ),
})).block;

const edit = fc.record({
  at: fc.nat(),
  remove: fc.constantFrom(0, 0, 1, 2, 7),
  insert: oneOf(
    '',
    '',
    ' ',
    '  ',
    '\n',
    '#',
    ' #',
    '"',
    "'",
    ': ',
    ':',
    '- ',
    '-',
    '|',
    '\n---\n',
    '[',
    ']',
    '{',
    '}',
    ',',
    '&a ',
    '*a',
    '!x ',
    '\t',
    '\\',
    '? ',
    '<<: ',
    'é',
  ),
});
const edited = (text: string, edits: readonly { at: number; remove: number; insert: string }[]): string =>
  edits.reduce((before, { at, remove, insert }) => {
    const place = at % (before.length + 1);
    return before.slice(0, place) + insert + before.slice(place + remove);
  }, text);

const cases = 2_000;
function answers(arbitrary: fc.Arbitrary<string>): number {
  let count = 0;
  fc.assert(
    fc.property(arbitrary, (text) => {
      if (agrees(text)) count += 1;
    }),
    { numRuns: cases },
  );
  return count;
}

describe('wherever the line scan answers, the library answers the same', () => {
  it('for documents of the layout', () => {
    const end = oneOf('\n', '', '\n\n# end\n');
    const document = fc.tuple(block, end).map(([lines, last]) => lines.join('\n') + last);
    // Otherwise the property would hold for a scan that refuses everything.
    expect(answers(document) / cases).toBeGreaterThan(0.2);
  });

  it('for documents of the layout with damage', () => {
    const damaged = fc
      .tuple(block, fc.array(edit, { minLength: 1, maxLength: 3 }))
      .map(([lines, edits]) => edited(`${lines.join('\n')}\n`, edits));
    expect(answers(damaged) / cases).toBeGreaterThan(0.04);
  });

  it('for real files with damage', () => {
    const damaged = fc
      .tuple(fc.constantFrom(...texts), fc.array(edit, { minLength: 1, maxLength: 3 }))
      .map(([text, edits]) => edited(text, edits));
    expect(answers(damaged) / cases).toBeGreaterThan(0.2);
  });
});

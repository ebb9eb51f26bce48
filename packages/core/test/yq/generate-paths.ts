import fc from 'fast-check';

const names = [
  ...[
    'host',
    'port',
    'f',
    'list',
    'users',
    'none',
    'e',
    'no',
    't',
    'm',
    'num',
    '5',
    'deep',
    's',
    'n',
    'li',
    'ob',
    'a',
    'b',
    'c',
    'name',
  ],
  ...['x', 'l', 'keys', 'length', 'z', '0', '1', '-1', '2', '7', '-4', 'zz', '01', 'a-b', '$x', '_', '-', '1.5', 'null', 'true'],
];
const literals = ['"x"', '""', '"a\\nb"', '"a\\"b"', '0', '1', '-5', '1.50', 'true', 'false', '"é"', '100000000000000'];
const strange = [
  '007',
  '1e3',
  'null',
  'yes',
  "'a'",
  '"a\\u0041"',
  '"\\(.s)"',
  '-0',
  '1.',
  '(.host)',
  '..',
  '.a b',
  'select(.a)',
  'not',
];
const separators = [' // ', ' | ', '|', ' //', '//', '// ', ' ', ',', ' + ', '\n|\n', '\t', ' //= '];
const signs = [
  '.',
  'a',
  'host',
  '[',
  ']',
  '"',
  '|',
  '//',
  ' ',
  '0',
  '-1',
  'keys',
  'length',
  'm',
  '(',
  ')',
  '*',
  '?',
  '\\',
  ',',
  ':',
  '=',
  '$',
  '#',
];

const name = fc.constantFrom(...names);
const index = fc.integer({ min: -4, max: 4 });
const step = fc.oneof(
  { weight: 6, arbitrary: name.map((text) => `.${text}`) },
  { weight: 1, arbitrary: name.map((text) => `."${text}"`) },
  { weight: 2, arbitrary: name.map((text) => `["${text}"]`) },
  { weight: 1, arbitrary: name.map((text) => `.["${text}"]`) },
  { weight: 2, arbitrary: index.map((number) => `[${number}]`) },
  { weight: 1, arbitrary: index.map((number) => `.[ ${number} ]`) },
  { weight: 2, arbitrary: fc.constantFrom('[]', '.[]', '[ ]') },
);
const path = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(name, fc.array(step, { maxLength: 3 })).map(([first, rest]) => `.${first}${rest.join('')}`) },
  { weight: 2, arbitrary: fc.array(step, { minLength: 1, maxLength: 3 }).map((steps) => steps.join('').replace(/^(?!\.)/, '.')) },
);
const term = fc.oneof(
  { weight: 6, arbitrary: path },
  { weight: 2, arbitrary: fc.constantFrom('keys', 'length') },
  { weight: 2, arbitrary: fc.constantFrom(...literals) },
  { weight: 1, arbitrary: fc.constantFrom(...strange) },
);
const separator = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(' // ', ' | ') },
  { weight: 1, arbitrary: fc.constantFrom(...separators) },
);
const expression = fc
  .tuple(path, fc.array(fc.tuple(separator, term), { maxLength: 3 }))
  .map(([first, rest]) => first + rest.flat().join(''));
const noise = fc.array(fc.constantFrom(...signs), { minLength: 2, maxLength: 8 }).map((parts) => parts.join(''));

/** Path expressions over the document beside this file: most of them meaningful, some with one thing wrong, some noise. */
export function generatePaths(count: number, seed: number): readonly string[] {
  const meant = fc.sample(expression, { numRuns: Math.ceil(count * 0.8), seed });
  const others = fc.sample(noise, { numRuns: Math.floor(count * 0.2), seed });
  return [...new Set([...meant, ...others])].filter((text) => text.trim() !== '' && text.trim() !== '.');
}

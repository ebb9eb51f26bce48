/** Segments that core allows and that backends, shells, URLs or JavaScript objects may take for something else. */
export const hostileNames: readonly string[] = [
  'with space',
  ' leading and trailing ',
  'dotted.name',
  '.hidden',
  'trailing.',
  '..%2f..%2fetc',
  'a/b',
  '/absolute',
  'back\\slash',
  'per%cent',
  'per%25cent',
  'query?a=b&c=d#e',
  'colon:semi;comma,',
  '"quoted" and \'quoted\'',
  '$(id) `id` $\u007bHOME}',
  '*?[a-z]{1,2}|',
  '-leading-dash',
  '--double--dash',
  '__double__underscore',
  'sops',
  'null',
  'true',
  '0123',
  '~',
  '<<',
  '# comment',
  '!tag &anchor *alias',
  'Straße Ünïcødé',
  'ключ',
  '鍵',
  '🔑🗝️',
  'CON',
  '@at+plus=equals',
];

/** Segments that are properties of every object: a backend that keeps names in an object finds what nobody stored. */
export const inheritedNames: readonly string[] = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];

/** Segments that no backend may ever see. */
export const invalidNames: readonly string[] = [
  '',
  '.',
  '..',
  'nul\0byte',
  'line\nbreak',
  'tab\there',
  'delete\u007f',
  'c1\u0085control',
  'lone surrogate \ud800',
  'decomposed e\u0301',
];

/** Groups of paths, relative to one folder, whose members careless encodings send to one place. */
export const confusablePaths: readonly (readonly (readonly string[])[])[] = [
  [['a', 'b'], ['a/b'], ['a%2Fb'], ['a%2fb'], ['a-b'], ['a_b'], ['a.b'], ['a--b'], ['a__b'], ['a:b']],
  [['x-y', 'z'], ['x', 'y-z'], ['x', 'y', 'z'], ['x-y-z'], ['x--y', 'z']],
  [['KEY'], ['key'], ['Key'], ['kEY']],
  [['pad'], ['pad '], [' pad'], ['pad.'], ['pad/']],
];

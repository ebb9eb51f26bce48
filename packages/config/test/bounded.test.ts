import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';

const script = fileURLToPath(new URL('./ask-project.mjs', import.meta.url));
const run = promisify(execFile);

interface Outcome {
  readonly code?: string;
  readonly message?: string;
  readonly ms: number;
  readonly stacks?: number;
  readonly warnings?: readonly string[];
  readonly characters?: number;
}

/** What the built engine says of a project, in a process that is ended after twenty seconds and may use little memory. */
async function ask(files: Readonly<Record<string, string>>): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'keyrack-bounded-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries({ 'keyrack.yaml': 'a: b\n', ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const limits = { timeout: 20_000, killSignal: 'SIGKILL', maxBuffer: 1e8 } as const;
  const { stdout } = await run(process.execPath, ['--max-old-space-size=400', script, folder], limits);
  return JSON.parse(stdout);
}

const manifest = (vars: string): string =>
  `components:\n  terraform:\n    api:\n      vars:\n${vars.replaceAll(/^/gm, '        ')}\n`;
const levels = (count: number, line: (level: number) => string): string =>
  Array.from({ length: count }, (_, level) => line(level)).join('\n');
const ten = (item: string, separator = ', '): string => Array.from({ length: 10 }, () => item).join(separator);

/** Nine levels of ten: a thousand million values in ten lines. */
const listBomb = `l0: &l0 [${ten('x')}]\n${levels(9, (n) => `l${n + 1}: &l${n + 1} [${ten(`*l${n}`)}]`)}`;
const keys = (value: string): string => Array.from({ length: 10 }, (_, n) => `k${n}: ${value}`).join(', ');
const mapBomb = `m0: &m0 {${keys('x')}}\n${levels(9, (n) => `m${n + 1}: &m${n + 1} {${keys(`*m${n}`)}}`)}`;
const mergeBomb = `m0: &m0 {${keys('x')}}\n${levels(9, (n) => `m${n + 1}: &m${n + 1}\n  <<: {${keys(`*m${n}`)}}`)}`;

const refusals: readonly (readonly [name: string, files: Readonly<Record<string, string>>, message: RegExp])[] = [
  ['lists of aliases', { 'stacks/dev.yaml': manifest(listBomb) }, /^stacks\/dev\.yaml:10:28: aliases .*400000 values\.$/],
  ['maps of aliases', { 'stacks/dev.yaml': manifest(mapBomb) }, /^stacks\/dev\.yaml:10:40: aliases .*400000 values\.$/],
  ['merge keys of aliases', { 'stacks/dev.yaml': manifest(mergeBomb) }, /^stacks\/dev\.yaml:\d+:\d+: aliases .*400000 values/],
  ['aliases in the main file', { 'keyrack.yaml': mapBomb }, /^keyrack\.yaml:6:32: aliases .*400000 values/],
  [
    'aliases in an included file',
    {
      'stacks/dev.yaml': manifest('a: !include ./a.yaml'),
      'stacks/a.yaml': mapBomb,
      'keyrack.yaml': 'stacks: { included_paths: dev }',
    },
    /^stacks\/a\.yaml:6:32: aliases .*400000 values/,
  ],
  ['ten thousand brackets', { 'stacks/dev.yaml': `a: ${'['.repeat(10_000)}` }, /^stacks\/dev\.yaml:1:\d+: .*nested/],
  [
    'ten thousand closed brackets',
    { 'stacks/dev.yaml': `a: ${'['.repeat(10_000)}${']'.repeat(10_000)}` },
    /^stacks\/dev\.yaml:1:\d+: .*nested/,
  ],
  [
    'a thousand closed braces',
    { 'stacks/dev.yaml': manifest(`a: ${'{a: '.repeat(1000)}${'}'.repeat(1000)}`) },
    /^stacks\/dev\.yaml:5:\d+: .*nested/,
  ],
  ['dashes', { 'stacks/dev.yaml': '- '.repeat(5000) }, /^stacks\/dev\.yaml:1:\d+: .*nested/],
  ['an included file in itself', { 'stacks/dev.yaml': manifest('a: !include ./dev.yaml') }, /^stacks\/dev\.yaml:5:\d+: .*circle/],
  [
    'included files of included files',
    Object.fromEntries([
      ['keyrack.yaml', 'stacks: { included_paths: dev }'],
      ['stacks/dev.yaml', manifest(`a: [${ten('!include ./f0.yaml')}]`)],
      ...Array.from({ length: 9 }, (_, n) => [`stacks/f${n}.yaml`, `a: [${ten(`!include ./f${n + 1}.yaml`)}]`]),
      ['stacks/f9.yaml', 'a: b'],
    ]),
    /^stacks\/[\w./]+:\d+:\d+: .*more than 1000 files/,
  ],
  [
    'a large file that is included often',
    {
      'stacks/dev.yaml': manifest(`a: [${Array.from({ length: 100 }, () => '!include.raw ./big.txt').join(', ')}]`),
      'stacks/big.txt': 'x'.repeat(1_000_000),
    },
    /^stacks\/dev\.yaml:5:\d+: .*more than 16000000 characters/,
  ],
  [
    'aliases that are included often',
    {
      'keyrack.yaml': 'stacks: { included_paths: dev }',
      'stacks/dev.yaml': manifest(`a: [${Array.from({ length: 900 }, () => '!include ./a.yaml').join(', ')}]`),
      'stacks/a.yaml': mapBomb.split('\n').slice(0, 5).join('\n'),
    },
    /^stacks\/a\.yaml:1:28: .*more than 1000000 values/,
  ],
  [
    'components that inherit from ten others, nine times',
    {
      'stacks/dev.yaml': `components:\n  terraform:\n    c0: {vars: {a: b}}\n${levels(9, (n) => `    c${n + 1}: { metadata: { inherits: [${ten(`c${n}`)}] } }`)}\n`,
    },
    /^stacks\/dev\.yaml:\d+:\d+: .*more than 1000 bases/,
  ],
  [
    'components that inherit from each other in a long row',
    {
      'stacks/dev.yaml': `components:\n  terraform:\n    c0: {vars: {a: b}}\n${levels(3000, (n) => `    c${n + 1}: { metadata: { inherits: [c${n}] } }`)}\n`,
    },
    /^stacks\/dev\.yaml:\d+:\d+: .*more than \d+ bases/,
  ],
  [
    'imports with a context of their own, nine levels of ten',
    Object.fromEntries([
      ['keyrack.yaml', 'stacks: { included_paths: dev }'],
      ['stacks/dev.yaml', `import: [${Array.from({ length: 10 }, (_, i) => `{path: f0, context: {c: ${i}}}`).join(', ')}]`],
      ...Array.from({ length: 9 }, (_, n) => [
        `stacks/f${n}.yaml`,
        `import: [${Array.from({ length: 10 }, (_, i) => `{path: f${n + 1}, context: {c${n}: ${i}}}`).join(', ')}]`,
      ]),
      ['stacks/f9.yaml', 'vars: {a: b}'],
    ]),
    /^stacks\/f\d\.yaml:1:\d+: .*more than 10000 imports/,
  ],
  [
    'a list of imports without end',
    { 'stacks/_a.yaml': 'vars: {a: b}', 'stacks/dev.yaml': `import:\n${'  - _a\n'.repeat(20_000)}` },
    /^stacks\/dev\.yaml:\d+:\d+: .*more than 10000 imports/,
  ],
  [
    'imports of the main file, nine levels of ten',
    Object.fromEntries([
      ...Array.from({ length: 10 }, (_, n) => [n === 0 ? 'keyrack.yaml' : `f${n}.yaml`, `import: [${ten(`f${n + 1}.yaml`)}]`]),
      ['f10.yaml', 'a: b'],
    ]),
    /imports .*f\d+\.yaml, and with it the main configuration comes to more than 1000 imports\./,
  ],
  [
    'lists that are appended to each other',
    Object.fromEntries([
      ['keyrack.yaml', 'stacks: { included_paths: dev }\nsettings: { list_merge_strategy: append }'],
      ['stacks/dev.yaml', 'import: [f0]\ncomponents: { terraform: { api: {} } }'],
      ...Array.from({ length: 9 }, (_, n) => [`stacks/f${n}.yaml`, `import: [${ten(`f${n + 1}`)}]`]),
      ['stacks/f9.yaml', `vars: {a: [${ten('x')}]}`],
    ]),
    /^stacks\/f9\.yaml:1:\d+: .*more than 100000 items/,
  ],
  [
    'many lists that are appended to each other',
    Object.fromEntries([
      ['keyrack.yaml', 'stacks: { included_paths: dev }\nsettings: { list_merge_strategy: append }'],
      ['stacks/dev.yaml', 'import: [f0]\ncomponents: { terraform: { api: {} } }'],
      ...Array.from({ length: 9 }, (_, n) => [`stacks/f${n}.yaml`, `import: [${ten(`f${n + 1}`)}]`]),
      ['stacks/f9.yaml', `vars: {${Array.from({ length: 3000 }, (_, n) => `k${n}: [${ten('x')}]`).join(', ')}}`],
    ]),
    /^stacks\/f\d\.yaml:1:\d+: .*more than 2000000 values/,
  ],
  [
    'locals that repeat each other',
    {
      'stacks/dev.yaml': `locals:\n  a0: xxxxxxxxxx\n${levels(9, (n) => `  a${n + 1}: "${ten(`{{ .locals.a${n} }}`, '')}"`)}\nvars: { a: "{{ .locals.a9 }}" }\ncomponents: { terraform: { api: {} } }`,
    },
    /^stacks\/dev\.yaml:\d+:\d+: .*more than 1000000 characters/,
  ],
  [
    'locals that lead from one to the next without end',
    {
      'stacks/dev.yaml': `locals:\n  a0: x\n${levels(5000, (n) => `  a${n + 1}: "{{ .locals.a${n} }}"`)}\nvars: { a: "{{ .locals.a5000 }}" }\ncomponents: { terraform: { api: {} } }`,
    },
    /^stacks\/dev\.yaml:\d+:\d+: .*nested/,
  ],
  [
    'a replacement in a replacement',
    {
      'stacks/dev.yaml.tmpl': `name: '{{ ${'replace "a" "aaaaaaaaaa" ('.repeat(9)}"a"${')'.repeat(9)} }}'`,
    },
    /^stacks\/dev\.yaml\.tmpl: .*more than 1000000 characters/,
  ],
  [
    'a replacement of nothing by much',
    { 'stacks/dev.yaml.tmpl': `name: '{{ replace "" "${'a'.repeat(100_000)}" "${'b'.repeat(100_000)}" }}'` },
    /more than 1000000 characters/,
  ],
  [
    'brackets in a template',
    { 'stacks/dev.yaml.tmpl': `a: {{ ${'('.repeat(20_000)}.x${')'.repeat(20_000)} }}` },
    /^stacks\/dev\.yaml\.tmpl: .*more than 500 words/,
  ],
  [
    'a few more brackets in a template than anybody writes',
    { 'stacks/dev.yaml.tmpl': `a: {{ ${'('.repeat(230)}.x${')'.repeat(230)} }}` },
    /^stacks\/dev\.yaml\.tmpl: .*nested/,
  ],
  [
    'ifs in a template',
    { 'stacks/dev.yaml.tmpl': `${'{{ if true }}'.repeat(20_000)}a: b${'{{ end }}'.repeat(20_000)}` },
    /^stacks\/dev\.yaml\.tmpl: .*nested/,
  ],
  [
    'a template that names its stack by repeating',
    {
      'keyrack.yaml': `stacks: { name_template: '{{ ${'replace "a" "aaaaaaaaaa" ('.repeat(9)}"a"${')'.repeat(9)} }}' }`,
      'stacks/dev.yaml': manifest('a: b'),
    },
    /stacks\.name_template: .*more than 1000000 characters/,
  ],
  [
    'a glob of braces in braces',
    { 'keyrack.yaml': `stacks: { included_paths: "${'{a,'.repeat(5000)}${'}'.repeat(5000)}" }`, 'stacks/dev.yaml': 'a: b' },
    /^the pattern .* has more than 1000 characters/,
  ],
  [
    'files that import each other in a long row',
    Object.fromEntries([
      ['keyrack.yaml', 'stacks: { included_paths: dev }'],
      ['stacks/dev.yaml', 'import: f0'],
      ...Array.from({ length: 3000 }, (_, n) => [`stacks/f${n}.yaml`, `import: f${n + 1}`]),
      ['stacks/f3000.yaml', 'a: b'],
    ]),
    /^stacks\/f\d+\.yaml:1:\d+: .*nested/,
  ],
  [
    'files that include each other in a long row',
    Object.fromEntries([
      ['keyrack.yaml', 'stacks: { included_paths: dev }'],
      ['stacks/dev.yaml', 'a: !include ./f0.yaml'],
      ...Array.from({ length: 900 }, (_, n) => [`stacks/f${n}.yaml`, `{ a: !include ./f${n + 1}.yaml }`]),
      ['stacks/f900.yaml', 'a: b'],
    ]),
    /^stacks\/f\d+\.yaml:1:\d+: .*nested/,
  ],
];

describe('hostile configuration is refused with its place, soon', () => {
  it.each(refusals)('%s', { timeout: 25_000 }, async (_, files, message) => {
    const outcome = await ask(files);
    expect(outcome).toMatchObject({ code: 'INVALID_CONFIG', message: expect.stringMatching(message) });
    expect(outcome.message?.length).toBeLessThan(1000);
    expect(outcome.ms).toBeLessThan(5000);
  });
});

const deep = `${'a/'.repeat(60)}a.yaml`;
const answers: readonly (readonly [name: string, files: Readonly<Record<string, string>>, stacks: number])[] = [
  [
    'a glob of many stars',
    {
      'keyrack.yaml': `stacks: { included_paths: ["${'*a'.repeat(30)}*b", "dev"] }`,
      [`stacks/${'a'.repeat(200)}.yaml`]: manifest('a: b'),
      'stacks/dev.yaml': manifest('a: b'),
    },
    1,
  ],
  [
    'a glob of many double stars',
    {
      'keyrack.yaml': `stacks: { included_paths: ["${'**/a/'.repeat(30)}b", "dev"] }`,
      [`stacks/${deep}`]: 'a: b',
      'stacks/dev.yaml': manifest('a: b'),
    },
    1,
  ],
  [
    'a glob of many choices',
    {
      'keyrack.yaml': `stacks: { included_paths: ["${'{a,aa}'.repeat(60)}b", "dev"], excluded_paths: ["+(a|aa)+(a|aa)+(a|aa)b", "@(*(a|aa))*(a)b"] }`,
      [`stacks/${'a'.repeat(200)}.yaml`]: manifest('a: b'),
      'stacks/dev.yaml': manifest('a: b'),
    },
    1,
  ],
  ['aliases as a project may have them', { 'stacks/dev.yaml': manifest(mapBomb.split('\n').slice(0, 5).join('\n')) }, 1],
  [
    'a template of many actions',
    { 'stacks/dev.yaml.tmpl': `${'{{ if true }}#x{{ end }}\n'.repeat(40_000)}${manifest('a: b')}` },
    1,
  ],
  [
    'quotes without an end',
    {
      'stacks/dev.yaml': manifest(
        `a: !env '${'"'.repeat(99_999)}x'\nb: !env "${"'".repeat(99_999)}x"\nc: !secret 'A | default ${'"'.repeat(200_000)}x'`,
      ),
      'keyrack.yaml': 'secrets: { vars: { A: { backend: memory } } }',
    },
    1,
  ],
  [
    'a name that is near to none',
    {
      'stacks/dev.yaml': `secrets: { vars: { A: { backend: ${'a'.repeat(300_000)} } } }\n${manifest('a: b')}`,
      'keyrack.yaml': `stores: { ${'b'.repeat(300_000)}: { kind: memory } }`,
    },
    1,
  ],
];

it('leaves out, with a warning, what the main file imports over more levels than anybody needs', async () => {
  const files = Array.from({ length: 900 }, (_, n) => [`f${n}.yaml`, `import: f${n + 1}.yaml`]);
  const outcome = await ask({
    ...Object.fromEntries(files),
    'keyrack.yaml': 'import: f0.yaml',
    'stacks/dev.yaml': manifest('a: b'),
  });
  expect(outcome).toMatchObject({ stacks: 1, warnings: [expect.stringContaining('more than 200 levels of imports')] });
});

describe('what looks hostile and is not costs no more than its size', () => {
  it.each(answers)('%s', { timeout: 25_000 }, async (_, files, stacks) => {
    const outcome = await ask(files);
    expect(outcome).toMatchObject({ stacks });
    expect(outcome.ms).toBeLessThan(5000);
  });
});

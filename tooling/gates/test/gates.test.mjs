import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { declaredGate } from '../src/gates/declared-gate.mjs';
import { importGate } from '../src/gates/import-gate.mjs';
import { manifestGate } from '../src/gates/manifest-gate.mjs';
import { packGate } from '../src/gates/pack-gate.mjs';
import { sizeGate } from '../src/gates/size-gate.mjs';
import { smokeGate } from '../src/gates/smoke-gate.mjs';
import { snippetsGate } from '../src/gates/snippets-gate.mjs';
import { typesGate } from '../src/gates/types-gate.mjs';
import { unusedGate } from '../src/gates/unused-gate.mjs';
import { contextWith, fixturePackage, scratchFolder, writeFiles } from './fixture-package.mjs';

describe('a sound package', () => {
  it.each([manifestGate, typesGate, declaredGate, sizeGate, importGate])('passes %o', async (gate) => {
    expect(await gate(await contextWith())).toEqual([]);
  });
});

describe('pack', () => {
  it('refuses a package that was not built', async () => {
    const root = scratchFolder();
    writeFiles(root, { 'packages/tiny/package.json': '{ "name": "tiny" }' });
    const context = { root, scratch: root, packed: [], budgets: {}, log: () => undefined };
    expect(await packGate(context)).toEqual([expect.stringContaining('packages/tiny has no dist')]);
  });
});

describe('manifest', () => {
  it('finds an entry that was not packed', async () => {
    const exports = { '.': { types: './dist/index.d.ts', default: './dist/main.js' } };
    expect(await manifestGate(await contextWith({ manifest: { exports } }))).toEqual([expect.stringContaining('dist/main.js')]);
  });

  it('takes a warning for an error', async () => {
    const commonJs = { 'dist/index.js': 'module.exports = 1;\n' };
    expect(await manifestGate(await contextWith({ files: commonJs }))).toEqual([
      expect.stringContaining('@keyrack/tiny: publint'),
    ]);
  });
});

describe('types', () => {
  it('finds types that are not there', async () => {
    const exports = { '.': './dist/index.js' };
    const files = { 'dist/index.d.ts': '', 'dist/index.js': 'export const one = 1;\n', 'dist/other.d.ts': '' };
    const context = await contextWith({
      manifest: { exports: { '.': { types: './dist/missing.d.ts', default: exports['.'] } } },
      files,
    });
    expect(await typesGate(context)).toEqual([expect.stringContaining('@keyrack/tiny: attw')]);
  });

  it('finds a sub-path that leads nowhere', async () => {
    const exports = { '.': { types: './dist/index.d.ts', default: './dist/index.js' }, './more': './dist/more.js' };
    expect(await typesGate(await contextWith({ manifest: { exports } }))).toEqual([
      expect.stringContaining('@keyrack/tiny: attw'),
    ]);
  });
});

describe('declared', () => {
  it('finds a lazily loaded package that nobody declared', async () => {
    const files = { 'dist/part.js': "export const load = () => import('left-out/part');\n" };
    expect(await declaredGate(await contextWith({ files }))).toEqual([
      '@keyrack/tiny: dist/part.js imports "left-out/part", which is neither bundled nor declared',
    ]);
  });

  it('takes builtins, itself, dependencies and peers', async () => {
    const manifest = { dependencies: { one: '*' }, peerDependencies: { '@two/three': '*' } };
    const files = {
      'dist/index.js': "import 'fs';\nimport 'node:path';\nimport 'one/x';\nimport '@two/three';\nimport '@keyrack/tiny';\n",
    };
    expect(await declaredGate(await contextWith({ manifest, files }))).toEqual([]);
  });
});

describe('size', () => {
  it('finds an entry that outgrew its budget, through what it imports', async () => {
    const heavy = `export const heavy = '${Array.from({ length: 400 }, (_, index) => (index * 7919).toString(36)).join('')}';\n`;
    const context = await contextWith({ files: { 'dist/index.js': "export * from './heavy.js';\n", 'dist/heavy.js': heavy } });
    expect(await sizeGate(context)).toEqual([expect.stringMatching(/has \d+ bytes minified and compressed, 200 allowed/)]);
  });
});

describe('import', () => {
  const sdk = { manifest: { dependencies: { 'some-sdk': '*' } } };

  it('finds an SDK that is loaded by the import, behind a sub-path and another file too', async () => {
    const files = {
      'dist/index.js': "export * from './client.js';\n",
      'dist/client.js': "import 'some-sdk/part';\nexport const one = 1;\n",
    };
    expect(await importGate(await contextWith({ ...sdk, files }))).toEqual([
      '@keyrack/tiny: loads "some-sdk" while it is imported',
    ]);
  });

  it('lets an SDK be loaded by the first call', async () => {
    const files = { 'dist/index.js': "export const one = () => import('some-sdk');\n" };
    expect(await importGate(await contextWith({ ...sdk, files }))).toEqual([]);
  });

  it('finds an import that takes its time', async () => {
    const files = { 'dist/index.js': 'await new Promise((resolve) => setTimeout(resolve, 60));\nexport const one = 1;\n' };
    expect(await importGate(await contextWith({ files, budgets: { importMs: 20 } }))).toEqual([
      expect.stringMatching(/takes \d+(\.\d)? ms, 20 allowed/),
    ]);
  });
});

describe('unused', () => {
  const knipConfig = (root) => {
    writeFiles(root, { 'knip.json': '{ "entry": ["index.js"], "project": ["*.js"] }' });
    return `${root}/knip.json`;
  };
  const used = {
    'package.json': '{ "name": "tiny", "type": "module" }',
    'index.js': "import { one } from './one.js';\none();\n",
    'one.js': 'export const one = () => 1;\n',
  };
  /** @type {[string, Record<string, string>, string][]} */
  const plants = [
    ['a file', { 'two.js': 'export const two = 2;\n' }, 'two.js'],
    ['an export', { 'one.js': 'export const one = () => 1;\nexport const spare = 1;\n' }, 'spare'],
    [
      'a dependency',
      { 'package.json': '{ "name": "tiny", "type": "module", "dependencies": { "left-over": "1" } }' },
      'left-over',
    ],
    ['a dependency nobody declared', { 'one.js': "import two from 'two';\nexport const one = () => two;\n" }, 'two'],
  ];

  it('passes what is all used', async () => {
    const context = await contextWith();
    const root = scratchFolder();
    writeFiles(root, used);
    expect(await unusedGate({ ...context, root, knipConfig: knipConfig(root) })).toEqual([]);
  });

  it.each(plants)('finds %s', async (_, files, name) => {
    const context = await contextWith();
    const root = scratchFolder();
    writeFiles(root, { ...used, ...files });
    expect(await unusedGate({ ...context, root, knipConfig: knipConfig(root) })).toEqual([expect.stringContaining(name)]);
  });
});

describe('smoke', () => {
  it('finds an import that the manifest does not declare', async () => {
    const files = { 'dist/index.js': "import 'undeclared';\nexport const one = 1;\n" };
    expect(await smokeGate(await contextWith({ files }))).toEqual([
      expect.stringMatching(/import of "@keyrack\/tiny" fails on Node 24[\s\S]*undeclared/),
    ]);
  });

  it('finds a sibling that is used without being declared', async () => {
    const context = await contextWith({ files: { 'dist/index.js': "export * from '@keyrack/sibling';\n" } });
    context.packed.push(await fixturePackage(context.scratch, { name: '@keyrack/sibling' }));
    expect(await smokeGate(context)).toEqual([expect.stringContaining("Cannot find package '@keyrack/sibling'")]);
  });

  it('takes a declared sibling from its tarball, and runs commands', async () => {
    const manifest = { dependencies: { '@keyrack/sibling': '^1.0.0' }, bin: { tiny: './dist/bin.js' } };
    const files = { 'dist/index.js': "export * from '@keyrack/sibling';\n", 'dist/bin.js': 'process.exit(3);\n' };
    const context = await contextWith({ manifest, files });
    context.packed.push(await fixturePackage(context.scratch, { name: '@keyrack/sibling' }));
    expect(await smokeGate(context)).toEqual([expect.stringContaining('"tiny --help" fails on Node 24')]);
  });

  it("runs the example of a provider's README beside the emulators", async () => {
    const context = await contextWith();
    context.packed[0].isProvider = true;
    const emulators = { name: '@keyrack/emulators', files: { 'dist/index.js': 'export const served = 2;\n' } };
    context.packed.push(await fixturePackage(context.scratch, emulators));
    const code = `import { one } from '@keyrack/tiny';\nimport { served } from '@keyrack/emulators';\nconsole.log(one + served); // 4\n`;
    writeFiles(join(context.root, context.packed[0].dir), { 'README.md': `## Example\n\n\`\`\`js\n${code}\`\`\`\n` });
    expect(await smokeGate(context)).toEqual([expect.stringMatching(/on Node 24: .*README.md:3 prints 3, and says 4/)]);
  });
});

describe('snippets', () => {
  it('runs every block of JavaScript and compares what it prints with what it says', async () => {
    const context = await contextWith();
    const fence = '```';
    const readme = [
      `${fence}js\nimport { one } from '@keyrack/tiny';\nconsole.log(one); // 1\n${fence}`,
      `${fence}js\nconsole.log('two'); // three\n${fence}`,
      `${fence}js\nthrow new Error('broken');\n${fence}`,
      `${fence}js part\nnothing(that(runs));\n${fence}\n`,
    ].join('\n\n');
    const root = scratchFolder();
    writeFiles(root, { 'README.md': readme });
    const problems = await snippetsGate({ ...context, root });
    expect(problems).toEqual([
      expect.stringContaining('README.md:6 prints two, and says three'),
      expect.stringContaining('README.md:10 fails'),
    ]);
  });
});

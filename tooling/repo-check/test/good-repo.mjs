// A small repository that breaks no rule, and a way to plant one violation in it.
import { readFacts } from '../src/facts.mjs';
import { createRepo } from '../src/repo.mjs';

const devDependencies = { tsup: 'catalog:' };
const scripts = { build: 'tsup', typecheck: 'tsc', test: 'vitest run' };

/**
 * @param {string} dir
 * @param {any} fields
 */
function manifest(dir, { name, subpaths = [], ...rest }) {
  const entry = (stem) => ({ types: `./dist/${stem}.d.ts`, default: `./dist/${stem}.js` });
  const exports = Object.fromEntries([['.', entry('index')], ...subpaths.map((stem) => [`./${stem}`, entry(stem)])]);
  const fields = {
    name,
    description: 'What it is.',
    license: 'MIT',
    type: 'module',
    sideEffects: false,
    exports: { ...exports, './package.json': './package.json' },
    files: ['dist', 'src'],
    engines: { node: '>=22.12' },
    repository: { type: 'git', url: 'git+https://github.com/keyrack/keyrack.git', directory: dir },
    publishConfig: { access: 'public', provenance: true },
    scripts,
    devDependencies,
    ...rest,
  };
  return JSON.stringify(fields, null, 2);
}

const configs = (dir) => ({ [`${dir}/tsconfig.json`]: '{}', [`${dir}/tsup.config.ts`]: '', [`${dir}/vitest.config.ts`]: '' });
const sections = (names) => names.map((name) => `## ${name}\n`).join('\n');

const core = {
  'packages/core/package.json': manifest('packages/core', { name: '@keyrack/core', subpaths: ['provider'] }),
  'packages/core/README.md': `# @keyrack/core\n\nSee [how](#example).\n\n${sections(['Install', 'Example'])}`,
  'packages/core/src/index.ts': "export { type Secret, createSecret } from './secret.js';\n",
  'packages/core/src/provider.ts': "export * from './lazy.js';\n",
  'packages/core/src/lazy.ts': '/** Runs once. */\nexport const lazy = (make: () => void): void => make();\n',
  'packages/core/src/secret.ts':
    '/** A value. */\nexport interface Secret {}\n\n/** Makes one. */\nexport function createSecret(): Secret {\n  return {};\n}\n',
  ...configs('packages/core'),
};

const ssm = 'packages/providers/aws-ssm';
const provider = {
  [`${ssm}/package.json`]: manifest(ssm, {
    name: '@keyrack/aws-ssm',
    dependencies: { '@keyrack/core': 'workspace:^', '@aws-sdk/client-ssm': 'catalog:' },
    keyrack: { kind: 'aws/ssm', stability: 'experimental', maintainer: 'keyrack', since: '0.1.0' },
  }),
  [`${ssm}/README.md`]: `# @keyrack/aws-ssm\n\n${sections(readFacts().headings.provider)}`,
  [`${ssm}/src/index.ts`]:
    "export { type AwsSsmProvider, createAwsSsm } from './aws-ssm.js';\nexport { type AwsSsmOptions, awsSsmOptions } from './options.js';\n",
  [`${ssm}/src/aws-ssm.ts`]:
    '/** The provider. */\nexport type AwsSsmProvider = object;\n\n/** Makes it. */\nexport function createAwsSsm(): AwsSsmProvider {\n  return {};\n}\n',
  [`${ssm}/src/options.ts`]:
    '/** The table. */\nexport const awsSsmOptions = {};\n\n/** The type. */\nexport type AwsSsmOptions = object;\n',
  [`${ssm}/src/errors.ts`]: "import { lazy } from '@keyrack/core/provider';\n\nexport const errors = lazy;\n",
  [`${ssm}/src/client.ts`]:
    "import type { SSM } from '@aws-sdk/client-ssm';\n\nexport const load = async (): Promise<SSM> => (await import('@aws-sdk/client-ssm')).SSM;\n",
  [`${ssm}/test/harness.ts`]: '',
  [`${ssm}/test/contract.test.ts`]: '',
  [`${ssm}/test/aws-ssm.test.ts`]: '',
  ...configs(ssm),
};

const root = {
  'turbo.json': JSON.stringify({ tasks: { build: {}, typecheck: {}, test: {} } }),
  'docs/guide.md':
    'See [core](../packages/core/README.md#install), [packages](../packages) and [the web](https://example.org).\n',
  '.changeset/brave-cats.md': "---\n'@keyrack/core': patch\n---\n\nReads are faster.\n",
  '.changeset/README.md': 'About changesets.\n',
};

/** @type {Record<string, string>} */
const goodFiles = { ...core, ...provider, ...root };

const facts = {
  ...readFacts(),
  headings: { ...readFacts().headings, library: ['Install', 'Example'] },
  budgets: { ...readFacts().budgets, providerExempt: {} },
  packages: {
    'every provider': readFacts().packages['every provider'],
    'packages/core': { subpaths: ['./provider'], portable: ['.', './provider'] },
    [ssm]: { dependencies: { '@keyrack/core': 'contract', '@aws-sdk/client-ssm': 'SDK' } },
  },
};

/**
 * The good repository with some files changed: a text replaces or adds a file, `null` removes it.
 *
 * @param {{ files?: Record<string, string | null>, facts?: object, fresh?: object }} [plant]
 */
export function plantedRepo({ files = {}, facts: changed = {}, fresh = {} } = {}) {
  const all = Object.entries({ ...goodFiles, ...files }).filter(([, text]) => text !== null);
  return createRepo({ files: Object.fromEntries(all), facts: { ...facts, ...changed }, fresh });
}

/** A manifest of the good repository with some fields changed; `undefined` removes one. */
export function changedManifest(path, fields) {
  return JSON.stringify({ ...JSON.parse(goodFiles[path]), ...fields }, null, 2);
}

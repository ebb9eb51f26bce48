// Violations of rules about packages as a whole.
import { changedManifest } from '../good-repo.mjs';

const core = 'packages/core';
const ssm = 'packages/providers/aws-ssm';
const coreManifest = `${core}/package.json`;
const ssmManifest = `${ssm}/package.json`;
const withCore = (fields) => ({ [coreManifest]: changedManifest(coreManifest, fields) });
const withSsm = (fields) => ({ [ssmManifest]: changedManifest(ssmManifest, fields) });

export const packagePlants = [
  { rule: 'required-files', name: 'no README', files: { [`${core}/README.md`]: null }, at: `${core}/README.md:1` },
  {
    rule: 'required-files',
    name: 'a provider without contract test',
    files: { [`${ssm}/test/contract.test.ts`]: null },
    at: `${ssm}/test/contract.test.ts:1`,
  },
  {
    rule: 'required-files',
    name: 'an SDK without client.ts',
    files: { [`${ssm}/src/client.ts`]: null },
    at: `${ssm}/src/client.ts:1`,
  },
  {
    rule: 'required-files',
    name: 'a folder without manifest',
    files: { 'packages/lost/src/a.ts': '' },
    at: 'packages/lost/package.json:1',
  },

  {
    rule: 'manifest-fields',
    name: 'wrong licence',
    files: withCore({ license: 'ISC' }),
    at: `${coreManifest}:4`,
    says: '"license" must be "MIT"',
  },
  { rule: 'manifest-fields', name: 'CommonJS', files: withCore({ type: undefined }), at: `${coreManifest}:1`, says: '"type"' },
  { rule: 'manifest-fields', name: 'side effects', files: withCore({ sideEffects: true }), at: `${coreManifest}:6` },
  { rule: 'manifest-fields', name: 'a folder in files', files: withCore({ files: ['dist'] }), at: `${coreManifest}:18` },
  { rule: 'manifest-fields', name: 'an older engine', files: withCore({ engines: { node: '>=20' } }), at: `${coreManifest}:22` },
  {
    rule: 'manifest-fields',
    name: 'another folder',
    files: withCore({ repository: { directory: 'packages/other' } }),
    says: 'packages/core',
  },
  { rule: 'manifest-fields', name: 'private publishing', files: withCore({ publishConfig: undefined }), says: 'publishConfig' },
  { rule: 'manifest-fields', name: 'no description', files: withCore({ description: '' }), says: 'description' },
  { rule: 'manifest-fields', name: 'a main field', files: withCore({ main: './dist/index.js' }), says: 'remove "main"' },
  { rule: 'manifest-fields', name: 'a command', files: withCore({ bin: {} }), says: 'remove "bin"' },
  {
    rule: 'manifest-fields',
    name: 'a sub-path of a provider',
    files: withSsm({ exports: { '.': './dist/index.js', './client': './dist/client.js' } }),
    says: '"exports" must be',
  },
  {
    rule: 'manifest-fields',
    name: 'no keyrack block',
    files: withSsm({ keyrack: undefined }),
    says: 'kind, stability, maintainer, since',
  },
  {
    rule: 'manifest-fields',
    name: 'a stability of its own',
    files: withSsm({ keyrack: { kind: 'aws/ssm', stability: 'quite', maintainer: 'x', since: '0.1.0' } }),
    says: 'experimental, stable, deprecated',
  },
  {
    rule: 'manifest-fields',
    name: 'a package without reviewed facts',
    facts: { packages: { 'packages/core': { subpaths: ['./provider'] } } },
    says: `add ${ssm}`,
  },

  {
    rule: 'dependency-lists',
    name: 'a dependency of core',
    files: withCore({ dependencies: { yaml: 'catalog:' } }),
    says: '"yaml" is no reviewed',
  },
  {
    rule: 'dependency-lists',
    name: 'a peer',
    files: withSsm({ peerDependencies: { '@keyrack/core': '*' } }),
    says: 'remove the peer',
  },
  {
    rule: 'dependency-lists',
    name: 'a pinned workspace range',
    files: withSsm({ dependencies: { '@keyrack/core': 'workspace:*' } }),
    says: 'must be "workspace:^"',
  },
  {
    rule: 'dependency-lists',
    name: 'a version outside the catalog',
    files: withCore({ devDependencies: { tsup: '^9.0.0' } }),
    says: 'must be "catalog:"',
  },
  {
    rule: 'dependency-lists',
    name: 'a peer that is not optional',
    facts: { packages: { 'packages/core': { peers: ['vitest'] } } },
    files: { ...withCore({ peerDependencies: { vitest: '>=5' } }), ...withSsm({ dependencies: {} }) },
    says: 'optional',
  },

  {
    rule: 'turbo-tasks',
    name: 'a package without tests to run',
    files: withCore({ scripts: { build: 'tsup', typecheck: 'tsc' } }),
    says: '"test"',
  },
  {
    rule: 'turbo-tasks',
    name: 'tests of a tool that nothing runs',
    files: { 'tooling/saw/package.json': '{ "name": "saw" }', 'tooling/saw/test/saw.test.ts': '' },
    at: 'tooling/saw/package.json:1',
  },

  {
    rule: 'exported-names',
    name: 'a factory with another name',
    files: {
      [`${ssm}/src/index.ts`]:
        "export { type AwsSsmProvider, createAwsSsm as ssm } from './aws-ssm.js';\nexport * from './options.js';\n",
    },
    at: `${ssm}/src/index.ts:1`,
    says: 'export "createAwsSsm"',
  },
  {
    rule: 'changesets',
    name: 'a package that does not exist',
    files: { '.changeset/a.md': "---\n'@keyrack/cor': patch\n---\n\nText.\n" },
    at: '.changeset/a.md:2',
  },
  {
    rule: 'changesets',
    name: 'a private package',
    files: { 'tooling/saw/package.json': '{ "name": "saw" }', '.changeset/a.md': '---\nsaw: patch\n---\n\nText.\n' },
    at: '.changeset/a.md:2',
  },
  {
    rule: 'changesets',
    name: 'an unknown bump',
    files: { '.changeset/a.md': "---\n'@keyrack/core': big\n---\n\nText.\n" },
    says: '"big"',
  },
  {
    rule: 'changesets',
    name: 'nothing to read',
    files: { '.changeset/a.md': "---\n'@keyrack/core': patch\n---\n" },
    says: 'sentence',
  },
  { rule: 'changesets', name: 'no head', files: { '.changeset/a.md': 'Text.\n' }, at: '.changeset/a.md:1' },
  {
    rule: 'changesets',
    name: 'a major of core alone',
    files: { '.changeset/a.md': "---\n'@keyrack/core': major\n---\n\nText.\n" },
    says: 'major changeset for "@keyrack/aws-ssm"',
  },
];

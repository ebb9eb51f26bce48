// Violations in source files.
const core = 'packages/core/src';
const ssm = 'packages/providers/aws-ssm';
const lines = (count) => 'export const one = 1;\n'.repeat(count);
const inCore = (text) => ({ [`${core}/planted.ts`]: text });
const at = (line) => `${core}/planted.ts:${line}`;

export const sourcePlants = [
  {
    rule: 'doc-comments',
    name: 'an exported interface that says nothing',
    files: {
      [`${core}/secret.ts`]: 'export interface Secret {}\n\n/** Makes one. */\nexport function createSecret(): void {}\n',
    },
    at: `${core}/secret.ts:1`,
    says: '"Secret"',
  },
  {
    rule: 'doc-comments',
    name: 'a comment that is no doc comment, behind export *',
    files: { [`${core}/lazy.ts`]: '// Runs once.\nexport const lazy = 1;\n' },
    at: `${core}/lazy.ts:2`,
  },

  { rule: 'import-directions', name: 'core imports a provider', files: inCore("import '@keyrack/aws-ssm';\n"), at: at(1) },
  { rule: 'import-directions', name: 'core imports a library', files: inCore("import 'yaml';\n"), at: at(1) },
  {
    rule: 'import-directions',
    name: 'a lazy import is an import',
    files: inCore("export const x = import('yaml');\n"),
    at: at(1),
  },
  {
    rule: 'import-directions',
    name: "a provider imports the application's entry",
    files: { [`${ssm}/src/errors.ts`]: "\nexport { createSecret } from '@keyrack/core';\n" },
    at: `${ssm}/src/errors.ts:2`,
  },
  {
    rule: 'import-directions',
    name: 'a deep import, even in a test',
    files: { [`${ssm}/test/deep.test.ts`]: "import type { Secret } from '@keyrack/core/src/secret.js';\n" },
    at: `${ssm}/test/deep.test.ts:1`,
    says: 'not exported',
  },
  {
    rule: 'import-directions',
    name: 'a path into another package',
    files: { [`${ssm}/test/near.test.ts`]: "import '../../../core/src/secret.js';\n" },
    at: `${ssm}/test/near.test.ts:1`,
    says: 'by name',
  },

  {
    rule: 'portable-core',
    name: 'a builtin two imports away from the entry',
    files: { [`${core}/lazy.ts`]: "export * from './planted.js';\n", ...inCore("import { readFileSync } from 'node:fs';\n") },
    at: at(1),
  },
  {
    rule: 'portable-core',
    name: 'a builtin without prefix',
    files: { [`${core}/lazy.ts`]: "export const fs = import('fs');\n" },
    at: `${core}/lazy.ts:1`,
  },

  {
    rule: 'lazy-sdk',
    name: 'a static import of the SDK',
    files: { [`${ssm}/src/client.ts`]: "import { SSM } from '@aws-sdk/client-ssm';\n" },
    at: `${ssm}/src/client.ts:1`,
    says: 'import()',
  },
  {
    rule: 'lazy-sdk',
    name: 'its types in another file',
    files: { [`${ssm}/src/aws-ssm.ts`]: "/** P. */\nexport type AwsSsmProvider = import('@aws-sdk/client-ssm').SSM;\n" },
    at: `${ssm}/src/aws-ssm.ts:2`,
    says: 'client.ts only',
  },

  {
    rule: 'source-layout',
    name: 'a barrel',
    files: { [`${core}/layouts/index.ts`]: "export * from '../lazy.js';\n" },
    at: `${core}/layouts/index.ts:1`,
  },
  {
    rule: 'source-layout',
    name: 'code in an entry',
    files: { [`${core}/index.ts`]: '/** X. */\nexport const x = 1;\n' },
    at: `${core}/index.ts:1`,
  },
  { rule: 'source-layout', name: 'a drawer', files: { [`${core}/utils.ts`]: '' }, at: `${core}/utils.ts:1` },
  { rule: 'source-layout', name: 'camel case', files: { [`${core}/someThing.ts`]: '' }, at: `${core}/someThing.ts:1` },

  { rule: 'silent-libraries', name: 'console', files: inCore("\nconsole.warn('x');\n"), at: at(2), says: 'console.warn' },
  { rule: 'silent-libraries', name: 'standard output', files: inCore("process.stdout.write('x');\n"), at: at(1) },

  { rule: 'reveal-callers', name: 'a call', files: inCore('export const x = (s) => s.reveal();\n'), at: at(1) },
  { rule: 'reveal-callers', name: 'by another spelling', files: inCore("export const x = (s) => s?.['reveal']();\n"), at: at(1) },
  {
    rule: 'reveal-callers',
    name: 'by destructuring',
    files: inCore('export const x = ({ reveal: open }) => open();\n'),
    at: at(1),
  },
  {
    rule: 'reveal-callers',
    name: 'handed on as a method',
    files: inCore('export const x = (s) => [1].map(s.reveal);\n'),
    at: at(1),
  },
  {
    rule: 'reveal-callers',
    name: 'a permission for a file that is gone',
    facts: { reveal: { [`${core}/secret.ts`]: 'defines it', [`${core}/gone.ts`]: 'was there' } },
    at: 'tooling/repo-check/data/reveal.json:1',
  },
  {
    rule: 'reveal-callers',
    name: 'a permission without reason',
    facts: { reveal: { [`${core}/secret.ts`]: '' } },
    says: 'say why',
  },

  { rule: 'line-budgets', name: 'a long file', files: inCore(lines(201)), at: at(1), says: '201 lines' },
  { rule: 'line-budgets', name: 'an excuse that says nothing', files: inCore(`// line-budget:\n${lines(200)}`), at: at(1) },
  {
    rule: 'line-budgets',
    name: 'a long function',
    files: inCore(`export function f() {\n${lines(39)}}\n`),
    at: at(1),
    says: '41 lines',
  },
  {
    rule: 'line-budgets',
    name: 'a long method of an object that a factory returns',
    files: inCore(`export function f() {\n  return {\n    get() {\n${lines(39)}    },\n  };\n}\n`),
    at: at(3),
  },
  {
    rule: 'line-budgets',
    name: 'a provider that does too much',
    files: { [`${ssm}/src/a.ts`]: lines(195), [`${ssm}/src/b.ts`]: lines(195) },
    at: `${ssm}/src/index.ts:1`,
    says: '400 allowed',
  },
  {
    rule: 'line-budgets',
    name: 'a median that creeps up',
    files: Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`${core}/long-${index}.ts`, lines(130)])),
    at: 'packages:1',
  },

  { rule: 'no-shortcuts', name: 'a note to self', files: inCore('\n// TODO: later\n'), at: at(2) },
  { rule: 'no-shortcuts', name: 'a silenced compiler', files: inCore('// @ts-ignore\n'), at: at(1) },
  { rule: 'no-shortcuts', name: 'a silenced linter', files: inCore('// biome-ignore lint: because\n'), at: at(1) },
  { rule: 'no-shortcuts', name: 'as any', files: inCore('export const x = 1 as any;\n'), at: at(1) },
  { rule: 'no-shortcuts', name: 'an empty catch', files: inCore('try {\n  f();\n} catch {\n  // never mind\n}\n'), at: at(3) },
  {
    rule: 'no-shortcuts',
    name: 'a skipped test',
    files: { [`${ssm}/test/a.test.ts`]: "it.skip('works', () => {});\n" },
    at: `${ssm}/test/a.test.ts:1`,
  },
  {
    rule: 'no-shortcuts',
    name: 'the only test',
    files: { [`${ssm}/test/a.test.ts`]: "describe.only('all', () => {});\n" },
    at: `${ssm}/test/a.test.ts:1`,
  },
  {
    rule: 'no-shortcuts',
    name: 'a skipped test behind another modifier',
    files: { [`${ssm}/test/a.test.ts`]: "it.concurrent.skip('works', () => {});\n" },
    at: `${ssm}/test/a.test.ts:1`,
  },
];

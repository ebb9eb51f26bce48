// Tiny packages made from object literals and packed like real ones, for planting one violation each.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { unpack } from '../src/packed-package.mjs';
import { runCommand } from '../src/run-command.mjs';

/** A folder that is gone after the test. */
export function scratchFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'keyrack-gates-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * Writes files below a folder.
 *
 * @param {string} folder
 * @param {Record<string, string>} files
 */
export function writeFiles(folder, files) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/**
 * What a gate gets, with one packed package; without changes no gate objects to it.
 *
 * @param {{ name?: string, manifest?: object, files?: Record<string, string>, budgets?: object }} [plant]
 */
export async function contextWith(plant = {}) {
  const scratch = scratchFolder();
  const packed = [await fixturePackage(scratch, plant)];
  const budgets = { size: { 'every provider': 200 }, importMs: 1000, smoke: { nodes: ['24'], skip: {} }, ...plant.budgets };
  return { root: scratch, scratch, packed, budgets, log: () => undefined };
}

/** Packs one more tiny package. */
export async function fixturePackage(scratch, { name = '@keyrack/tiny', manifest = {}, files = {} }) {
  const all = {
    name,
    version: '1.0.0',
    description: 'Tiny.',
    license: 'MIT',
    type: 'module',
    sideEffects: false,
    exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' }, './package.json': './package.json' },
    files: ['dist'],
    engines: { node: '>=22.12' },
    repository: { type: 'git', url: 'git+https://github.com/keyrack/keyrack.git', directory: 'packages/tiny' },
    ...manifest,
  };
  const source = join(scratch, 'source', name.replace('/', '-'));
  writeFiles(join(source, 'package'), {
    'package.json': JSON.stringify(all, null, 2),
    'dist/index.js': 'export const one = 1;\n',
    'dist/index.d.ts': 'export declare const one = 1;\n',
    ...files,
  });
  const tarball = join(source, 'tiny.tgz');
  await runCommand('tar', ['-czf', tarball, '-C', source, 'package']);
  return unpack(tarball, `packages/providers/${name}`, scratch);
}

// The repository as data: rules see paths and texts, never the disk, so a test plants a violation by writing an object literal.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { findPackages } from './packages.mjs';

/**
 * @typedef {{ path: string, line: number, text: string, fix?: string }} Finding
 *   `fix` is the whole text that the file should have; only generated files carry one.
 * @typedef {ReturnType<typeof createRepo>} Repo
 * @typedef {(repo: Repo) => Finding[]} Rule
 */

const ignoredFolders = new Set(['node_modules', 'dist', '.git', '.turbo', '.cache', 'coverage']);

/** Makes the view that rules get: `files` maps a path (with `/`) to its text or to a function that reads it. */
export function createRepo({ files, facts, fresh = {} }) {
  const texts = new Map();
  const trees = new Map();
  const paths = Object.keys(files).sort();

  const read = (path) => {
    if (!texts.has(path)) texts.set(path, typeof files[path] === 'function' ? files[path]() : files[path]);
    return texts.get(path);
  };
  const json = (path) => {
    try {
      return JSON.parse(read(path));
    } catch {
      throw new Error(`${path} is not valid JSON`);
    }
  };
  const tree = (path) => {
    if (!trees.has(path)) trees.set(path, ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest, true));
    return trees.get(path);
  };
  const has = (path) => Object.hasOwn(files, path);

  return { paths, has, read, json, tree, facts, fresh, packages: findPackages({ paths, json }, facts) };
}

/** Opens the repository on disk. Texts are read when a rule asks for them. */
export function openRepo(root, { facts, fresh }) {
  const files = Object.fromEntries(walk(root, '').map((path) => [path, () => readFileSync(join(root, path), 'utf8')]));
  return createRepo({ files, facts, fresh });
}

function walk(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return ignoredFolders.has(entry.name) ? [] : walk(root, path);
    return entry.isFile() ? [path] : [];
  });
}

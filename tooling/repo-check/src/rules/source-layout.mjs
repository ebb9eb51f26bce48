// Names of files say what is in them: no barrels that hide where a thing lives, no drawers for leftovers.
import { basename } from 'node:path/posix';
import ts from 'typescript';
import { entriesOf, published } from '../packages.mjs';

const drawers = new Set(['utils', 'util', 'helpers', 'helper', 'common', 'misc', 'types', 'shared', 'constants']);

/** @type {import('../repo.mjs').Rule} */
export function sourceLayout(repo) {
  return [...published(repo).flatMap((pkg) => [...barrels(pkg), ...fatEntries(repo, pkg)]), ...repo.packages.flatMap(fileNames)];
}

function barrels(pkg) {
  const entries = entriesOf(pkg).map(({ path }) => path);
  return pkg.sources
    .filter((path) => basename(path) === 'index.ts' && !entries.includes(path))
    .map((path) => ({ path, line: 1, text: 'import from the files themselves; only an entry is called index.ts' }));
}

function fatEntries(repo, pkg) {
  const index = `${pkg.dir}/src/index.ts`;
  if (!repo.has(index)) return [];
  const code = repo
    .tree(index)
    .statements.find((statement) => !ts.isExportDeclaration(statement) && !ts.isImportDeclaration(statement));
  return code ? [{ path: index, line: 1, text: 'an entry only re-exports; move the code into a file named for it' }] : [];
}

function fileNames({ sources, tests }) {
  return [...sources, ...tests].flatMap((path) => {
    const stem = basename(path).replace(/\..*/, '');
    if (drawers.has(stem)) return [{ path, line: 1, text: `"${stem}" is a drawer; name the file for what it does` }];
    return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(stem) ? [] : [{ path, line: 1, text: 'write file names in kebab-case' }];
  });
}

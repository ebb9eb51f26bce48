// Core's main entries run wherever JavaScript runs; a builtin of Node, even behind an import of an import, would end that.
import { builtinModules } from 'node:module';
import { entriesOf, published } from '../packages.mjs';
import { resolveRelative } from '../resolve-relative.mjs';
import { importsOf } from '../syntax.mjs';

const builtins = new Set(builtinModules);

/** @type {import('../repo.mjs').Rule} */
export function portableCore(repo) {
  return published(repo)
    .filter(({ facts }) => facts.portable)
    .flatMap((pkg) => {
      const starts = entriesOf(pkg).filter(({ subpath, path }) => pkg.facts.portable.includes(subpath) && repo.has(path));
      return reachable(
        repo,
        starts.map(({ path }) => path),
      ).flatMap((path) =>
        importsOf(repo.tree(path))
          .filter(({ specifier }) => specifier.startsWith('node:') || builtins.has(specifier))
          .map(({ specifier, line }) => ({
            path,
            line,
            text: `"${specifier}" is reached from a portable entry; move what needs it behind "./files"`,
          })),
      );
    });
}

function reachable(repo, starts) {
  const seen = new Set(starts);
  for (const path of seen) {
    for (const { specifier } of importsOf(repo.tree(path))) {
      const target = specifier.startsWith('.') && resolveRelative(repo, path, specifier);
      if (target) seen.add(target);
    }
  }
  return [...seen];
}

// Arrows between packages point inwards only. Done here and not with a tool of its own, because the allowed arrows stand in the same
// reviewed file as everything else about a package, and three questions about one list of imports need no second parser.
import { packageOf } from '../packages.mjs';
import { relativeTarget } from '../resolve-relative.mjs';
import { importsOf, packageNameOf } from '../syntax.mjs';

/** @type {import('../repo.mjs').Rule} */
export function importDirections(repo) {
  const byName = new Map(repo.packages.map((pkg) => [pkg.manifest.name, pkg]));
  return repo.packages.flatMap((pkg) =>
    [...pkg.sources, ...pkg.tests].flatMap((path) =>
      importsOf(repo.tree(path)).flatMap(({ specifier, line }) => {
        const text = specifier.startsWith('.')
          ? crossing(repo, pkg, path, specifier)
          : (deep(byName, specifier) ?? forbidden(byName, pkg, path, specifier));
        return text ? [{ path, line, text }] : [];
      }),
    ),
  );
}

function crossing(repo, pkg, path, specifier) {
  const target = packageOf(repo, relativeTarget(path, specifier));
  return target && target !== pkg ? `import "${target.manifest.name}" by name, not its files by path` : undefined;
}

function deep(byName, specifier) {
  const target = byName.get(packageNameOf(specifier));
  if (!target) return undefined;
  const subpath = `.${specifier.slice(target.manifest.name.length)}`;
  return subpath in (target.manifest.exports ?? {})
    ? undefined
    : `"${specifier}" is not exported by its package; import an exported name`;
}

function forbidden(byName, pkg, path, specifier) {
  const inSource = pkg.sources.includes(path) && (pkg.kind === 'library' || pkg.kind === 'provider');
  if (!inSource || specifier.startsWith('node:') || specifier.startsWith('data:')) return undefined;
  const { imports, dependencies, bundled, peers, sdk } = pkg.facts;
  const name = packageNameOf(specifier);
  const allowed = byName.has(name)
    ? [...imports, ...sdk].includes(specifier)
    : [...Object.keys(dependencies), ...bundled, ...peers].includes(name);
  return allowed
    ? undefined
    : `${pkg.manifest.name} may not import "${specifier}"; its arrows stand in tooling/repo-check/data/packages.json`;
}

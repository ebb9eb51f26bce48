// An SDK costs tenths of a second to load: one file names it, and only where it is erased or loaded on first use.
import { providers } from '../packages.mjs';
import { importsOf, packageNameOf } from '../syntax.mjs';

/** @type {import('../repo.mjs').Rule} */
export function lazySdk(repo) {
  return providers(repo).flatMap(({ dir, sources, facts }) =>
    sources.flatMap((path) =>
      importsOf(repo.tree(path))
        .filter(({ specifier }) => facts.sdk.includes(packageNameOf(specifier)))
        .flatMap(({ specifier, how, line }) => {
          if (path !== `${dir}/src/client.ts`) return [{ path, line, text: `name "${specifier}" in src/client.ts only` }];
          return how === 'static'
            ? [{ path, line, text: `load "${specifier}" with import() on first use, or import its types only` }]
            : [];
        }),
    ),
  );
}

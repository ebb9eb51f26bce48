// Where a relative import leads, by the rules of ESM with TypeScript sources: `./x.js` is the file `./x.ts`.
import { dirname, join } from 'node:path/posix';

/** The path an import names inside the repository; the file may not exist. */
export function relativeTarget(path, specifier) {
  return join(dirname(path), specifier);
}

/** The source file behind a relative import, `undefined` when there is none. */
export function resolveRelative(repo, path, specifier) {
  const target = relativeTarget(path, specifier);
  return [target, target.replace(/\.js$/, '.ts'), target.replace(/\.mjs$/, '.mts')].find(repo.has);
}

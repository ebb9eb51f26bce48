// The programs this package depends on.
import { fileURLToPath } from 'node:url';

/** Path of a command of one of our dependencies. */
export function toolPath(name) {
  return fileURLToPath(new URL(`../node_modules/.bin/${name}`, import.meta.url));
}

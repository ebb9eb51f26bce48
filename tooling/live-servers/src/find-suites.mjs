import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * The live suites of the repository: `test/live/SERVER.test.ts` of any package.
 *
 * @param {string} root
 * @returns {{ server: string, subject: string, folder: string, file: string }[]} `subject` is the kind of a provider, else the package's name
 */
export function findSuites(root) {
  return globSync('packages/{*,providers/*}/test/live/*.test.ts', { cwd: root })
    .sort()
    .map((file) => {
      const folder = join(root, dirname(dirname(dirname(file))));
      const manifest = join(folder, 'package.json');
      const { name, keyrack } = existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')) : {};
      return {
        server: basename(file, '.test.ts'),
        subject: keyrack?.kind ?? name,
        folder,
        file: join('test/live', basename(file)),
      };
    });
}

import { cpSync, existsSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from './run-program.mjs';

/**
 * A copy of the repository as it stands, with what was built, without what was installed.
 *
 * @param {string} root
 * @returns {{ copy: string, remove: () => void }}
 */
export function copyRepository(root) {
  const { problem, stdout } = runProgram(root, ['git', 'ls-files', '-z', '--cached', '--others', '--exclude-standard']);
  if (problem) throw new Error(problem);
  // A file that was removed and not yet committed is still listed.
  const sources = stdout.split('\0').filter((path) => path !== '' && existsSync(join(root, path)));
  const built = globSync('packages/{*,providers/*}/dist', { cwd: root });
  const copy = mkdtempSync(join(tmpdir(), 'keyrack-new-provider-'));
  for (const path of [...sources, ...built]) cpSync(join(root, path), join(copy, path), { recursive: true });
  return { copy, remove: () => rmSync(copy, { recursive: true, force: true }) };
}

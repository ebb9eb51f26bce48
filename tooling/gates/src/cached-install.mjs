import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from './run-command.mjs';

const cache = fileURLToPath(new URL('../.cache/', import.meta.url));

/**
 * Installs dependencies into a folder of their own that git ignores. Versions are installed once, ranges each time.
 *
 * @param {string} name of the folder
 * @param {Record<string, string>} dependencies
 * @param {{ scripts?: boolean }} [options] whether their install scripts run
 * @returns {Promise<string>} the folder
 */
export async function cachedInstall(name, dependencies, { scripts = false } = {}) {
  const folder = join(cache, name);
  const fixed = Object.values(dependencies).every((version) => /^\d/.test(version));
  // What a range means has to be asked for again.
  if (fixed && existsSync(join(folder, 'complete'))) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }, null, 2));
  const args = [
    'install',
    ...(scripts ? [] : ['--ignore-scripts']),
    '--no-audit',
    '--no-fund',
    '--no-package-lock',
    '--loglevel=error',
  ];
  const { ok, output } = await runCommand('npm', args, { cwd: folder, timeoutMs: 300_000 });
  if (!ok) throw new Error(`cannot install ${Object.entries(dependencies).join(', ')}:\n${output}`);
  writeFileSync(join(folder, 'complete'), '');
  return folder;
}

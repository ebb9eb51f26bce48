// The ends of a range of SDKs, installed in folders that git ignores.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from './run-command.mjs';

const cache = fileURLToPath(new URL('../.cache/', import.meta.url));

/**
 * The lowest version of a range as manifests here write them: `^1.2.3`, `~1.2.3` or `1.2.3`.
 *
 * @param {string} range
 */
export function lowestOf(range) {
  const [, version] = /^[\^~]?(\d+\.\d+\.\d+)$/.exec(range) ?? [];
  if (version === undefined) throw new Error(`"${range}" is not a range with a lowest version, such as ^1.2.3`);
  return version;
}

/**
 * Installs dependencies into a folder of their own.
 *
 * @param {string} name of the folder
 * @param {Record<string, string>} dependencies
 * @returns {Promise<string>} the folder
 */
export async function installSdks(name, dependencies) {
  const folder = join(cache, name);
  const exact = Object.values(dependencies).every((version) => /^\d/.test(version));
  // Exact versions stay what they are; a range has to be asked for again.
  if (exact && existsSync(join(folder, 'complete'))) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }, null, 2));
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'];
  const { ok, output } = await runCommand('npm', args, { cwd: folder, timeoutMs: 300_000 });
  if (!ok) throw new Error(`cannot install ${Object.entries(dependencies).join(', ')}:\n${output}`);
  writeFileSync(join(folder, 'complete'), '');
  return folder;
}

// What users get: each package packed as for publishing and unpacked again, beside the others as in a `node_modules`.
import { existsSync, globSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './run-command.mjs';

/**
 * @typedef {{ name: string, dir: string, manifest: any, tarball: string, folder: string, isProvider: boolean }} PackedPackage
 *   `dir` is relative to the repository, `folder` is where it was unpacked.
 */

/** Folders of all packages that are published. */
export function publishableFolders(root) {
  return globSync('packages/{*,providers/*,wrappers/*}/package.json', { cwd: root })
    .filter((path) => !JSON.parse(readFileSync(join(root, path), 'utf8')).private)
    .map((path) => path.replaceAll('\\', '/').replace(/\/package\.json$/, ''))
    .sort();
}

/** Packs one folder into `scratch` and unpacks it there. Throws with what pnpm said when that fails. */
export async function pack(root, dir, scratch) {
  return unpack(await packInto(root, dir, join(scratch, 'tarballs')), dir, scratch);
}

/**
 * Packs one folder, versions of the catalog and of the workspace put in, and returns the tarball, whose name is that of the package
 * alone. Throws with what pnpm said when that fails.
 */
export async function packInto(root, dir, folder) {
  if (!existsSync(join(root, dir, 'dist'))) throw new Error(`${dir} has no dist: run the build first`);
  mkdirSync(folder, { recursive: true });
  const { name } = JSON.parse(readFileSync(join(root, dir, 'package.json'), 'utf8'));
  const tarball = join(folder, `${name.replace('@', '').replace('/', '-')}.tgz`);
  const [command, ...args] = pnpmCommand(root);
  const { ok, output } = await runCommand(command, [...args, 'pack', '--out', tarball], { cwd: join(root, dir) });
  if (!ok) throw new Error(`cannot pack ${dir}:\n${output}`);
  return tarball;
}

/**
 * Unpacks a tarball beside the others, in a folder of their own: what is installed elsewhere below `scratch` must not find them.
 *
 * @returns {Promise<PackedPackage>}
 */
export async function unpack(tarball, dir, scratch) {
  const opened = await runCommand('tar', ['-xzOf', tarball, 'package/package.json']);
  const manifest = JSON.parse(opened.stdout);
  const folder = join(scratch, 'unpacked/node_modules', manifest.name);
  mkdirSync(folder, { recursive: true });
  const { ok, output } = await runCommand('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1']);
  if (!ok) throw new Error(`cannot unpack ${tarball}:\n${output}`);
  return { name: manifest.name, dir, manifest, tarball, folder, isProvider: dir.startsWith('packages/providers/') };
}

// Inside `pnpm run` the running pnpm is known; outside, npx fetches the pinned one.
function pnpmCommand(root) {
  const running = process.env.npm_execpath ?? '';
  if (/pnpm[^/\\]*$/.test(running)) return /\.[cm]?js$/.test(running) ? [process.execPath, running] : [running];
  return ['npx', '--yes', JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).packageManager];
}

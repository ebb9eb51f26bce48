// Other releases of Node, from the npm package `node`, kept in a folder that git ignores.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from './run-command.mjs';

const cache = fileURLToPath(new URL('../.cache/', import.meta.url));

/** Path of the Node binary of a release such as `22.12` or `26`; fetched once, unless it is the running one. */
export async function nodeRelease(version) {
  if (process.versions.node.startsWith(`${version}.`)) return process.execPath;
  const folder = join(cache, `node-${version}`);
  const binary = join(folder, 'node_modules/node/bin/node');
  if (existsSync(binary)) return binary;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const args = ['install', `node@${version}`, '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'];
  const { ok, output } = await runCommand('npm', args, { cwd: folder, timeoutMs: 300_000 });
  if (!ok || !existsSync(binary)) throw new Error(`cannot fetch Node ${version}:\n${output}`);
  return binary;
}

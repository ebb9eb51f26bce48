import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cachedInstall } from './cached-install.mjs';

/** Path of the Node binary of a release such as `22.12` or `26`, from the npm package `node`, unless it is the running one. */
export async function nodeRelease(version) {
  if (process.versions.node.startsWith(`${version}.`)) return process.execPath;
  const folder = await cachedInstall(`node-${version}`, { node: version }, { scripts: true });
  const binary = join(folder, 'node_modules/node/bin/node');
  if (!existsSync(binary)) throw new Error(`cannot fetch Node ${version}: its install script left no ${binary}`);
  return binary;
}

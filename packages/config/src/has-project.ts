import { join } from 'node:path';
import { discoverConfig, findGitRoot } from './discover.js';
import { nodeIo } from './node-io.js';
import type { OpenProjectOptions } from './open-project-options.js';
import { readOverrides } from './overrides.js';

/**
 * Whether {@link openProject} would find a project at a directory. Configuration that belongs to the user or the machine makes none.
 *
 * @example
 * if (!hasProject({ cwd, env: process.env, homeDir: homedir() })) console.log('Start one with: keyrack init');
 */
export function hasProject({
  cwd,
  env,
  homeDir,
  io = nodeIo,
}: Pick<OpenProjectOptions, 'cwd' | 'env' | 'homeDir' | 'io'>): boolean {
  const sources = discoverConfig({ cwd, homeDir, gitRoot: findGitRoot(cwd, io), overrides: readOverrides(env), io });
  return sources.some(({ shared }) => !shared) || io.kind(join(cwd, 'stacks')) === 'directory';
}

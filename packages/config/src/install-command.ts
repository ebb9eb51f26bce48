import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The command that puts a package where it will be looked for: beside a program that serves all projects, else into the project.
 *
 * How a program came to its place is told by that: npm keeps no `package.json` beside the packages of all projects.
 */
export function installCommand(name: string, basePath: string, installedAt: string | undefined): string {
  const program = installedAt?.startsWith('file:') ? fileURLToPath(installedAt) : '';
  const [, home] = /^(.*?)[\\/]node_modules[\\/]/.exec(program) ?? [];
  if (home === undefined || `${basePath}${sep}`.startsWith(`${home}${sep}`)) return `npm install ${name}`;
  if (/[\\/]pnpm[\\/]global[\\/]/.test(home)) return `pnpm add --global ${name}`;
  return existsSync(join(home, 'package.json')) ? `npm install ${name}` : `npm install --global ${name}`;
}

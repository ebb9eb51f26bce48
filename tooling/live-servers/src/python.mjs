// Python packages in an environment of their own, made once and kept in a folder that git ignores.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from '@keyrack/gates/run-command';
import { Unavailable } from './unavailable.mjs';

const cache = fileURLToPath(new URL('../.cache/', import.meta.url));

/**
 * Path of a Python that has exactly this version of a package.
 *
 * @param {{ package: string, version: string }} wanted
 */
export async function pythonWith({ package: name, version }) {
  const folder = join(cache, `${name.replace(/\W+/g, '-')}-${version}`);
  const python = join(folder, 'bin', 'python');
  const complete = join(folder, 'complete');
  if (existsSync(complete)) return python;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  const made = await runCommand('python3', ['-m', 'venv', folder]);
  if (!made.ok) throw new Unavailable(`python3 with the module venv is needed: ${lastLine(made.output)}`);
  const installed = await runCommand(
    python,
    ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `${name}==${version}`],
    {
      timeoutMs: 300_000,
    },
  );
  if (!installed.ok) throw new Unavailable(`pip cannot install ${name} ${version}: ${lastLine(installed.output)}`);
  writeFileSync(complete, '');
  return python;
}

/** @param {string} text */
function lastLine(text) {
  return text.trim().split('\n').at(-1) ?? '';
}

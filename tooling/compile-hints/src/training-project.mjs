import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const example = fileURLToPath(new URL('../../../examples/atmos-project/', import.meta.url));

/**
 * The example project in a temporary folder, with a key and a value for every secret.
 *
 * @param {string} keyrack the built command
 */
export function prepareProject(keyrack) {
  const folder = mkdtempSync(join(tmpdir(), 'keyrack-project-'));
  const cwd = join(folder, 'project');
  const env = { PATH: process.env.PATH, HOME: folder };
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    for (const part of ['atmos.yaml', 'stacks']) cpSync(join(example, part), join(cwd, part), { recursive: true });
    runKeyrack(keyrack, ['keygen'], { cwd, env });
    runKeyrack(keyrack, ['init', '-s', 'ue2-dev'], { cwd, env, input: values });
  } catch (error) {
    remove();
    throw error;
  }
  return { folder, cwd, env, remove };
}

const values = `DATABASE_URL=postgres://db/shop
DATABASE_CONFIG={"host":"db"}
DATADOG_API_KEY=dd-0123456789
SENTRY_DSN=https://s
`;

/**
 * Runs the built command; throws what it says on standard error when it fails.
 *
 * @param {string} keyrack
 * @param {string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv, input?: string }} options
 */
export function runKeyrack(keyrack, args, options) {
  const { status, stderr } = spawnSync(process.execPath, [keyrack, ...args], { input: '', ...options, encoding: 'utf8' });
  if (status !== 0) throw new Error(`keyrack ${args.join(' ')} failed: ${stderr}`);
}

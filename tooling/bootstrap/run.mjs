// Runs a script of the root package with the pinned pnpm and Node, on a machine that has only git, npm and some Node from 20 on.
// Uses Node builtins only, because nothing is installed yet when it starts.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const [script, ...args] = process.argv.slice(2);

const major = Number(process.versions.node.split('.')[0]);
if (major < 20) fail(`keyrack needs Node 20 or newer to start its own Node 24; this is ${process.versions.node}.`);
if (!script) fail('usage: node tooling/bootstrap/run.mjs SCRIPT [ARGS…]');

// `node` of the repository comes first for every tool that pnpm starts.
const path = [join(root, 'node_modules', '.bin'), process.env.PATH].join(process.platform === 'win32' ? ';' : ':');

const installed = existsSync(join(root, 'node_modules'));
pnpm(
  ['install', '--frozen-lockfile', ...(installed ? ['--silent'] : [])],
  'the packages of this repository could not be installed.',
);
pnpm(['run', '--silent', script, ...args]);

function pnpm(command, whenItFails) {
  const { status, error } = spawnSync('npx', ['--yes', packageManager, ...command], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: path, npm_config_update_notifier: 'false', TURBO_TELEMETRY_DISABLED: '1' },
    shell: process.platform === 'win32',
  });
  if (error) fail(`cannot start npx (${error.code}): is npm installed?`);
  if (status === 0) return;
  if (whenItFails) console.error(whenItFails);
  process.exit(status ?? 1);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}

// Each provider keeps its promises with the lowest and with the newest release of the SDKs that it declares.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cachedInstall } from '../cached-install.mjs';
import { lowestOf } from '../lowest-of.mjs';
import { runCommand } from '../run-command.mjs';

const hook = fileURLToPath(new URL('../sdk-hook.mjs', import.meta.url));

/** @type {Record<string, (range: string) => string>} */
const ends = { lowest: lowestOf, newest: (range) => range };

/** The gate over the real packages. */
export const sdksGate = createSdksGate();

/**
 * @param {{ install?: typeof cachedInstall, suitesOf?: typeof suitesOfProvider }} [parts]
 * @returns {import('../gate.mjs').Gate}
 */
export function createSdksGate({ install = cachedInstall, suitesOf = suitesOfProvider } = {}) {
  return async ({ root, packed, log }) => {
    const problems = [];
    for (const { name, dir, manifest, isProvider } of packed) {
      const sdks = Object.entries(manifest.dependencies ?? {}).filter(([dependency]) => !dependency.startsWith('@keyrack/'));
      if (!isProvider || sdks.length === 0) continue;
      for (const [end, versionOf] of Object.entries(ends)) {
        const wanted = Object.fromEntries(sdks.map(([sdk, range]) => [sdk, versionOf(String(range))]));
        const folder = await install(`sdks-${basename(dir)}-${end}`, wanted);
        const versions = sdks.map(([sdk]) => `${sdk} ${installedVersion(folder, sdk)}`).join(', ');
        for (const suite of suitesOf(root, dir)) problems.push(...(await run(suite, folder, `${name} with ${versions}`)));
        log(`${name}: tried with ${versions}`);
      }
    }
    return problems;
  };
}

/** The contract of a provider and what it alone does, and the command line with it. */
function suitesOfProvider(root, dir) {
  const suites = [{ cwd: join(root, dir), command: 'pnpm', args: ['exec', 'vitest', 'run', '--reporter=dot'] }];
  const file = `test/${basename(dir)}.test.ts`;
  if (existsSync(join(root, 'packages/cli', file)))
    suites.push({ cwd: join(root, 'packages/cli'), command: 'pnpm', args: ['exec', 'vitest', 'run', file, '--reporter=dot'] });
  return suites;
}

async function run({ command, args, cwd }, folder, title) {
  const used = join(folder, 'used');
  rmSync(used, { force: true });
  const env = { ...process.env, KEYRACK_SDKS: folder, NODE_OPTIONS: `--import=${hook}` };
  const { ok, output } = await runCommand(command, args, { cwd, env, timeoutMs: 300_000 });
  if (!ok) return [`${title}: the suite in ${basename(cwd)} fails\n${output}`];
  return existsSync(used) ? [] : [`${title}: the suite in ${basename(cwd)} never loaded it, which proves nothing`];
}

function installedVersion(folder, sdk) {
  return JSON.parse(readFileSync(join(folder, 'node_modules', sdk, 'package.json'), 'utf8')).version;
}

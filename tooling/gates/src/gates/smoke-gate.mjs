// Pack, install, run: a package works alone in an empty folder, with what it declares and nothing else, on each supported Node.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeRelease } from '../node-release.mjs';
import { runCommand } from '../run-command.mjs';

/** @type {import('../gate.mjs').Gate} */
export async function smokeGate({ packed, scratch, budgets, log }) {
  const { nodes, skip } = budgets.smoke;
  const binaries = await Promise.all(nodes.map(async (version) => ({ version, binary: await nodeRelease(version) })));
  const problems = [];
  for (const pkg of packed) {
    const { folder, problem } = await install(pkg, packed, scratch);
    if (problem) problems.push(`${pkg.name}: ${problem}`);
    else for (const node of binaries) problems.push(...(await runOn(node, pkg, folder, skip)));
    log(`${pkg.name}: installed, run on Node ${nodes.join(', ')}`);
  }
  return problems;
}

// Siblings are named as overrides and not as dependencies: npm takes their tarballs only where the package asks for them itself.
async function install(pkg, packed, scratch) {
  const folder = join(scratch, 'smoke', pkg.name.replace('/', '-'));
  mkdirSync(folder, { recursive: true });
  const siblings = packed.filter(({ name }) => name !== pkg.name).map(({ name, tarball }) => [name, `file:${tarball}`]);
  const manifest = {
    private: true,
    type: 'module',
    dependencies: { [pkg.name]: `file:${pkg.tarball}` },
    overrides: Object.fromEntries(siblings),
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'];
  const { ok, output } = await runCommand('npm', args, { cwd: folder, timeoutMs: 180_000 });
  return ok ? { folder } : { folder, problem: `npm install failed\n${output}` };
}

async function runOn({ version, binary }, { name, manifest }, folder, skip) {
  const problems = [];
  for (const specifier of entriesOf(name, manifest.exports).filter((entry) => !skip[entry])) {
    const { ok, output } = await runCommand(binary, ['--input-type=module', '-e', `await import('${specifier}')`], {
      cwd: folder,
      timeoutMs: 30_000,
    });
    if (!ok) problems.push(`import of "${specifier}" fails on Node ${version}\n${output}`);
  }
  for (const [command, path] of Object.entries(manifest.bin ?? {})) {
    const { ok, output } = await runCommand(binary, [join(folder, 'node_modules', name, path), '--help'], {
      cwd: folder,
      timeoutMs: 30_000,
    });
    if (!ok) problems.push(`"${command} --help" fails on Node ${version}\n${output}`);
  }
  return problems;
}

function entriesOf(name, exports = {}) {
  return Object.keys(exports)
    .filter((subpath) => subpath !== './package.json')
    .map((subpath) => name + subpath.slice(1));
}

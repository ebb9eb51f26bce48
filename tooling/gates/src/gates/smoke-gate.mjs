// Pack, install, run: a package works alone in an empty folder, with what it declares and nothing else, on each supported Node.
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeRelease } from '../node-release.mjs';
import { runSnippet, snippetsOf } from '../readme-snippets.mjs';
import { runCommand } from '../run-command.mjs';

/** @type {import('../gate.mjs').Gate} */
export async function smokeGate({ root, packed, scratch, budgets, log }) {
  const { nodes, skip } = budgets.smoke;
  offerEmulators(packed, scratch);
  const binaries = await Promise.all(nodes.map(async (version) => ({ version, binary: await nodeRelease(version) })));
  const problems = [];
  for (const pkg of packed) {
    const { folder, problem } = await install(pkg, packed, scratch);
    if (problem) problems.push(`${pkg.name}: ${problem}`);
    else
      for (const node of binaries)
        problems.push(...(await runOn(node, pkg, folder, skip)), ...(await runExample(node, pkg, folder, root)));
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

// Beside the folder and not in it: what the package itself needs must not be found with them.
function offerEmulators(packed, scratch) {
  const emulators = packed.find(({ name }) => name === '@keyrack/emulators');
  const scope = join(scratch, 'smoke/node_modules/@keyrack');
  mkdirSync(scope, { recursive: true });
  if (emulators) symlinkSync(emulators.folder, join(scope, 'emulators'));
}

/** The first snippet of a provider's README, where a backend can run in the same process. */
async function runExample({ version, binary }, { name, dir, isProvider }, folder, root) {
  const readme = join(root, dir, 'README.md');
  if (!isProvider || !existsSync(readme)) return [];
  const [example] = snippetsOf(`${dir}/README.md`, readFileSync(readme, 'utf8'));
  const problem = example && (await runSnippet(binary, example, folder));
  return problem === undefined ? [] : [`${name} on Node ${version}: ${problem}`];
}

function entriesOf(name, exports = {}) {
  return Object.keys(exports)
    .filter((subpath) => subpath !== './package.json')
    .map((subpath) => name + subpath.slice(1));
}

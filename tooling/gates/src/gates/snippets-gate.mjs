// The JavaScript of every README runs against the packed packages and prints what its comments say.
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runSnippet, snippetsOf } from '../readme-snippets.mjs';
import { runCommand } from '../run-command.mjs';

/** @type {import('../gate.mjs').Gate} */
export async function snippetsGate({ root, packed, scratch, log }) {
  const readmes = globSync(['README.md', 'packages/*/README.md', 'packages/providers/*/README.md'], { cwd: root }).sort();
  const snippets = readmes.flatMap((readme) => snippetsOf(readme, readFileSync(join(root, readme), 'utf8')));
  const folder = join(scratch, 'snippets');
  mkdirSync(folder);
  const dependencies = Object.fromEntries(packed.map(({ name, tarball }) => [name, `file:${tarball}`]));
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ private: true, type: 'module', dependencies, overrides: dependencies }),
  );
  const args = ['install', '--ignore-scripts', '--omit=peer', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'];
  const installed = await runCommand('npm', args, { cwd: folder, timeoutMs: 180_000 });
  if (!installed.ok) return [`npm install failed\n${installed.output}`];
  const problems = [];
  for (const [index, snippet] of snippets.entries()) {
    // A folder each below the packages, because some write files.
    const cwd = join(folder, String(index));
    mkdirSync(cwd);
    problems.push(...(await run(snippet, cwd)));
  }
  log(`${snippets.length} snippets of ${readmes.length} READMEs run`);
  return problems;
}

async function run(snippet, cwd) {
  const problem = await runSnippet(process.execPath, snippet, cwd);
  return problem === undefined ? [] : [problem];
}

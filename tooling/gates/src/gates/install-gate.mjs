// What the README promises to somebody who has nothing: its commands, as they stand there, install the command line into an empty
// prefix, and lead from an empty folder and an empty home to a secret that is stored and used.
import { mkdirSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { atTerminal } from '../at-terminal.mjs';
import { nodeRelease } from '../node-release.mjs';
import { commandsUnder } from '../readme-snippets.mjs';
import { runCommand } from '../run-command.mjs';

const value = 'typed-4711-value';

/** @type {import('../gate.mjs').Gate} */
export async function installGate({ root, scratch, budgets, log }) {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const [install, use] = ['Install', 'From nothing to a used secret'].map((heading) => commandsUnder(heading, readme));
  if (!install || !use) return ['README.md: the commands that install and use the program are not where they are looked for'];
  const problems = [];
  for (const version of budgets.install.nodes) {
    const place = placeFor(scratch, version, await nodeRelease(version));
    const problem = (await installed(install, root, place)) ?? (await used(use, place));
    if (problem) problems.push(`on Node ${version}: ${problem}`);
    else log(`README.md: its commands install and use the program on Node ${version}`);
  }
  return problems;
}

function placeFor(scratch, version, binary) {
  const [prefix, home, project] = ['prefix', 'home', 'project'].map((name) => join(scratch, 'install', version, name));
  for (const folder of [prefix, home, project]) mkdirSync(folder, { recursive: true });
  return { prefix, home, project, path: [join(prefix, 'bin'), dirname(binary), process.env.PATH].join(delimiter) };
}

// With the user's own home: what the checkout was installed with is kept there.
async function installed(commands, root, { prefix, path }) {
  const env = { ...process.env, PATH: path, npm_config_prefix: prefix };
  const { ok, output } = await runCommand('sh', ['-e', '-c', commands], { cwd: root, env, timeoutMs: 300_000 });
  return ok ? undefined : `what README.md says under Install fails\n${output}`;
}

async function used(commands, { home, project, path }) {
  const env = { PATH: path, HOME: home, TERM: 'xterm' };
  const { ok, shown } = await atTerminal('sh', ['-e', '-c', commands], {
    cwd: project,
    env,
    question: 'Enter secret value',
    answer: `${value}\r`,
    timeoutMs: 60_000,
  });
  if (!ok) return `the first commands of README.md fail\n${shown}`;
  return shown.trimEnd().endsWith(value) ? undefined : `the first commands of README.md do not end with the value\n${shown}`;
}

// What a start of the command line costs. JSON lines on standard output, a table on standard error.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { prepareProject } from '@keyrack/compile-hints/training-project';
import { commands } from './commands.mjs';
import { cpuOf, modulesOf, quartiles } from './measure.mjs';

const rounds = 15;
const keyrack = join(createRequire(import.meta.url).resolve('keyrack/package.json'), '..', 'dist', 'bin.js');
const budgets = JSON.parse(readFileSync(new URL('../budgets.json', import.meta.url), 'utf8'));

const project = prepareProject(keyrack);
try {
  report();
} finally {
  project.remove();
}

function report() {
  const node = process.execPath;
  const bare = [node, '-e', '0'];
  const ratios = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
  const starts = [];
  for (let round = -2; round < rounds; round += 1) {
    const start = cpuOf(bare, project);
    const costs = Object.entries(commands).map(([name, args]) => [name, cpuOf([node, keyrack, ...args], project)]);
    if (round < 0) continue; // The first rounds fill the compile cache and the page cache.
    starts.push(start);
    for (const [name, cost] of costs) ratios[name].push(cost / start);
  }
  console.error(`Node ${process.version}, ${process.platform} ${process.arch}, ${rounds} rounds, compile cache warm`);
  console.error(`a bare start of Node takes ${Math.round(quartiles(starts).median)} ms of CPU here`);
  console.error('command      CPU ratio (quartiles)      goal   modules (bound)   KB (bound)');
  for (const [name, args] of Object.entries(commands))
    reportCommand(name, quartiles(ratios[name]), modulesOf([node, keyrack, ...args], project));
}

function reportCommand(name, { low, median, high }, { modules, kilobytes, loaded }) {
  const budget = budgets[name];
  const exceeded = modules > budget.modules || kilobytes > budget.kilobytes;
  console.log(
    JSON.stringify({
      area: 'start',
      command: name,
      ratio: round2(median),
      low: round2(low),
      high: round2(high),
      modules,
      kilobytes,
      budget,
    }),
  );
  const columns = [
    name.padEnd(12),
    `${round2(median)} (${round2(low)}–${round2(high)})`.padEnd(26),
    `${budget.goal}${median > budget.goal ? ' missed' : ''}`.padEnd(14),
    `${modules} (${budget.modules})`.padEnd(16),
    `${kilobytes} (${budget.kilobytes})`,
  ];
  console.error(columns.join(' ') + (exceeded ? '  EXCEEDED' : ''));
  if (!exceeded) return;
  for (const { url, bytes } of loaded) console.error(`    ${Math.ceil(bytes / 1024)} KB ${url}`);
  process.exitCode = 1;
}

function round2(number) {
  return Math.round(number * 100) / 100;
}

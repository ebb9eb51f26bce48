// A command line that knows ten kinds must pay for one: importing a provider loads nothing that reaches its backend, and is quick.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from '../run-command.mjs';

const probe = fileURLToPath(new URL('../import-probe.mjs', import.meta.url));
const attempts = 8;

/** @type {import('../gate.mjs').Gate} */
export async function importGate({ packed, budgets, log }) {
  const problems = [];
  for (const pkg of packed.filter(({ isProvider }) => isProvider)) {
    const { ms, problem } = await fastestImport(pkg, budgets.importMs);
    if (problem) problems.push(`${pkg.name}: ${problem}`);
    else if (ms > budgets.importMs) problems.push(`${pkg.name}: importing it takes ${ms} ms, ${budgets.importMs} allowed`);
    else log(`${pkg.name}: ${ms} ms of ${budgets.importMs}`);
  }
  return problems;
}

// Other work on the machine only ever makes an import slower, so the fastest attempt is the honest one.
async function fastestImport({ folder, manifest }, enough) {
  const sdk = Object.keys(manifest.dependencies ?? {}).filter((name) => name !== '@keyrack/core');
  let ms = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < attempts && ms > enough; attempt += 1) {
    const { ok, stdout, output } = await runCommand(process.execPath, [probe, join(folder, 'dist/index.js'), ...sdk], {
      timeoutMs: 30_000,
    });
    if (!ok) return { ms, problem: /^Error: (.*)$/m.exec(output)?.[1] ?? output };
    ms = Math.min(ms, Number(stdout));
  }
  return { ms };
}

// Gates over what users get. `node tooling/gates/src/main.mjs [GATE…]` runs all or the named ones on built packages.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runGates } from './gate.mjs';
import { declaredGate } from './gates/declared-gate.mjs';
import { docsGate } from './gates/docs-gate.mjs';
import { importGate } from './gates/import-gate.mjs';
import { installGate } from './gates/install-gate.mjs';
import { manifestGate } from './gates/manifest-gate.mjs';
import { packGate } from './gates/pack-gate.mjs';
import { sdksGate } from './gates/sdks-gate.mjs';
import { sizeGate } from './gates/size-gate.mjs';
import { smokeGate } from './gates/smoke-gate.mjs';
import { snippetsGate } from './gates/snippets-gate.mjs';
import { typesGate } from './gates/types-gate.mjs';
import { unusedGate } from './gates/unused-gate.mjs';

/** @type {Record<string, import('./gate.mjs').Gate>} */
const gates = {
  pack: packGate,
  manifest: manifestGate,
  types: typesGate,
  docs: docsGate,
  declared: declaredGate,
  size: sizeGate,
  import: importGate,
  unused: unusedGate,
  smoke: smokeGate,
  install: installGate,
  snippets: snippetsGate,
  sdks: sdksGate,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(gates, name));
if (unknown.length > 0) throw new Error(`no gate is called ${unknown.join(', ')}; there are ${Object.keys(gates).join(', ')}`);
// All others judge what the first one packs.
const chosen = Object.fromEntries(
  Object.entries(gates).filter(([name]) => wanted.length === 0 || name === 'pack' || wanted.includes(name)),
);

const root = fileURLToPath(new URL('../../..', import.meta.url));
const budgets = JSON.parse(readFileSync(new URL('../data/budgets.json', import.meta.url), 'utf8'));
const scratch = mkdtempSync(join(tmpdir(), 'keyrack-gates-'));
try {
  const { passed, failed } = await runGates(chosen, { root, scratch, packed: [], budgets, log: console.log });
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

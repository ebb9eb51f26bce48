// One gate: it gets the packed packages and returns what is wrong.

/**
 * @typedef {object} GateContext
 * @property {string} root the repository
 * @property {string} scratch a folder that is removed afterwards
 * @property {import('./packed-package.mjs').PackedPackage[]} packed
 * @property {any} budgets the reviewed numbers
 * @property {(line: string) => void} log shows progress
 * @property {string} [knipConfig] another configuration of knip
 *
 * @typedef {(context: GateContext) => Promise<string[]>} Gate
 */

/**
 * Runs gates one after another and says how each ended; a gate that throws has failed.
 *
 * @param {Record<string, Gate>} gates
 * @param {GateContext} context
 */
export async function runGates(gates, context) {
  const ended = { passed: 0, failed: 0 };
  for (const [name, gate] of Object.entries(gates)) {
    const before = performance.now();
    const problems = await gate(context).catch((error) => [String(error)]);
    const seconds = ((performance.now() - before) / 1000).toFixed(1);
    context.log(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`);
    for (const problem of problems) context.log(problem.replace(/^/gm, '     '));
    ended[problems.length === 0 ? 'passed' : 'failed'] += 1;
  }
  return ended;
}

// What the contract's adapter says in the names of tests that do not count as passed.
const exempt = /\(exempt: (.*)\) \[R\d+\]$/;
const notHere = /\(not here: (.*)\)$/;

/**
 * Counts the tests of a suite. An exempt one has shown that the server differs as known, so it counts as skipped, with its reason.
 *
 * @param {{ name: string, status: string }[]} tests
 */
export function summarise(tests) {
  const reasons = new Map();
  let passed = 0;
  let failed = 0;
  for (const { name, status } of tests) {
    const reason = exempt.exec(name)?.[1] ?? notHere.exec(name)?.[1];
    if (status === 'failed') failed += 1;
    else if (status === 'passed' && reason === undefined) passed += 1;
    else reasons.set(reason ?? name, (reasons.get(reason ?? name) ?? 0) + 1);
  }
  const skipped = [...reasons.values()].reduce((sum, count) => sum + count, 0);
  return {
    passed,
    failed,
    skipped,
    reasons: [...reasons].map(([reason, count]) => (count === 1 ? reason : `${reason} ×${count}`)),
  };
}

/**
 * `KIND SERVER VERSION: N passed, M skipped (reasons)`.
 *
 * @param {string} title
 * @param {ReturnType<typeof summarise>} summary
 */
export function summaryLine(title, { passed, failed, skipped, reasons }) {
  const counts = [`${passed} passed`, ...(failed > 0 ? [`${failed} failed`] : []), `${skipped} skipped`];
  return `${title}: ${counts.join(', ')}${reasons.length > 0 ? ` (${reasons.join('; ')})` : ''}`;
}

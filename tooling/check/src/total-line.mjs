// The last line of `npm test`.

/**
 * @param {{ reports: import('./reports.mjs').PackageReport[], startedAt: number, endedAt: number, failedStep?: string | undefined }} run
 */
export function totalLine({ reports, startedAt, endedAt, failedStep }) {
  const told = reports.flatMap(({ report }) => report ?? []);
  const sum = (field) => told.reduce((total, each) => total + each[field], 0);
  const failed = sum('numFailedTests');
  const cached = told.filter(({ startTime }) => startTime < startedAt).length;
  const silent = reports.filter(({ report }) => !report).map(({ dir }) => dir);
  const parts = [
    `${count(sum('numPassedTests'))} tests passed`,
    ...(failed > 0 ? [`${count(failed)} failed`] : []),
    `${count(sum('numPendingTests') + sum('numTodoTests'))} skipped`,
    `in ${told.length} packages (${cached} of them cached)`,
    ...(silent.length > 0 ? [`no counts from ${silent.join(', ')}`] : []),
    `${Math.round((endedAt - startedAt) / 1000)} s`,
  ];
  return `npm test ${failedStep === undefined ? 'passed' : `failed at ${failedStep}`}: ${parts.join(', ')}`;
}

function count(number) {
  return number.toLocaleString('en-US');
}

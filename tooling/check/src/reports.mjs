// The counts that each suite leaves beside its package.
import { existsSync, globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const report = '.cache/tests.json';

/**
 * @typedef {{ dir: string, report: Report | undefined }} PackageReport `report` is absent where the suite did not come to its end
 * @typedef {{ startTime: number, numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number,
 *   numFailedTestSuites: number }} Report
 */

/** What each package with tests says about them. @returns {PackageReport[]} */
export function readReports(root) {
  return testedPackages(root).map((dir) => {
    const path = join(root, dir, report);
    return { dir, report: existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined };
  });
}

/** Removes the reports of earlier runs. */
export function forgetReports(root) {
  for (const dir of testedPackages(root)) rmSync(join(root, dir, report), { force: true });
}

function testedPackages(root) {
  const manifests = globSync(
    ['{packages,packages/providers,packages/wrappers,tooling,examples}/*/package.json', 'benchmarks/package.json'],
    { cwd: root },
  );
  return manifests
    .filter((path) => JSON.parse(readFileSync(join(root, path), 'utf8')).scripts?.test !== undefined)
    .map((path) => path.slice(0, -'/package.json'.length))
    .sort();
}

// A task that a package does not define is skipped in silence, and a check that does not run looks like one that passed.
import { published } from '../packages.mjs';
import { lineOfField } from '../syntax.mjs';

/** @type {import('../repo.mjs').Rule} */
export function turboTasks(repo) {
  const tasks = Object.keys(repo.json('turbo.json').tasks).filter((task) => ['build', 'typecheck', 'test'].includes(task));
  const lacking = published(repo).flatMap((pkg) => lackingScripts(repo, pkg, tasks));
  const untested = repo.packages
    .filter(
      ({ kind, tests, manifest }) => kind !== 'library' && kind !== 'provider' && tests.length > 0 && !manifest.scripts?.test,
    )
    .map((pkg) => ({ path: pkg.manifestPath, line: 1, text: 'there are tests but no script "test": nothing runs them' }));
  return [...lacking, ...untested];
}

function lackingScripts(repo, { manifestPath, manifest }, tasks) {
  return tasks
    .filter((task) => !manifest.scripts?.[task])
    .map((task) => ({
      path: manifestPath,
      line: lineOfField(repo.read(manifestPath), 'scripts'),
      text: `add the script "${task}" that turbo.json promises`,
    }));
}

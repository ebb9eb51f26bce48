// Every package has the same anatomy, so that knowing one is knowing all.
import { entriesOf, published } from '../packages.mjs';

const always = ['README.md', 'tsconfig.json', 'tsup.config.ts', 'vitest.config.ts'];

/** @type {import('../repo.mjs').Rule} */
export function requiredFiles(repo) {
  return [...packagesWithoutManifest(repo), ...published(repo).flatMap((pkg) => missingFiles(repo, pkg))];
}

function missingFiles(repo, pkg) {
  const entries = entriesOf(pkg).map(({ path }) => path.slice(pkg.dir.length + 1));
  const commands = Object.values(pkg.facts.bin ?? {}).map((stem) => `src/${stem}.ts`);
  const wanted = [...always, ...entries, ...commands, ...(pkg.kind === 'provider' ? providerFiles(pkg) : [])];
  return wanted
    .filter((file) => !repo.has(`${pkg.dir}/${file}`) && !(file in pkg.facts.omit))
    .map((file) => ({ path: `${pkg.dir}/${file}`, line: 1, text: `add this file; every ${pkg.kind} has it` }));
}

function providerFiles({ id, facts }) {
  return [
    `src/${id}.ts`,
    'src/options.ts',
    'src/errors.ts',
    ...(facts.sdk.length > 0 ? ['src/client.ts'] : []),
    'test/harness.ts',
    'test/contract.test.ts',
    `test/${id}.test.ts`,
  ];
}

function packagesWithoutManifest(repo) {
  const folders = new Set(repo.paths.flatMap((path) => /^packages\/(?:(?:providers|wrappers)\/)?[^/]+(?=\/)/.exec(path) ?? []));
  return [...folders]
    .filter((folder) => !/^packages\/(providers|wrappers)$/.test(folder) && !repo.has(`${folder}/package.json`))
    .map((folder) => ({ path: `${folder}/package.json`, line: 1, text: 'add a manifest, or move the folder out of packages/' }));
}

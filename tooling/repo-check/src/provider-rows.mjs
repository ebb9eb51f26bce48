// What the matrix and the READMEs say of each provider, gathered from its manifest, its built package and its tests.
import { basename } from 'node:path/posix';
import { buildProvider } from './built-provider.mjs';
import { contractRuns } from './contract-runs.mjs';
import { providers } from './packages.mjs';

const servers = 'tooling/live-servers/data/servers.json';

/**
 * One row for each provider, in the order of their folders.
 *
 * @typedef {{ dir: string, id: string, manifest: any, problem?: string, built?: import('./built-provider.mjs').Built,
 *   emulated: boolean, near: Run[], live: (Run & { server: string, version: string })[] }} ProviderRow
 * @typedef {ReturnType<typeof contractRuns>[number]} Run
 * @returns {Promise<ProviderRow[]>}
 */
export function providerRows(root, repo, describeOptions) {
  return Promise.all(
    providers(repo).map(async (pkg) => {
      const proofs = proofsOf(repo, pkg);
      const { built, problem = proofs.problem } = await buildProvider(root, pkg, describeOptions, repo.facts.spellings);
      return { dir: pkg.dir, id: pkg.id, manifest: pkg.manifest, ...proofs, built, problem };
    }),
  );
}

/** What proved a provider: runs of the contract here, and on servers that others wrote. */
function proofsOf(repo, { dir, manifest, tests }) {
  const live = tests.filter((path) => path.startsWith(`${dir}/test/live/`) && path.endsWith('.test.ts'));
  const here = tests.filter((path) => path.endsWith('.test.ts') && !live.includes(path));
  const near = here.flatMap((path) => contractRuns(repo, path));
  const far = live.flatMap((path) => contractRuns(repo, path).map((run) => ({ ...run, ...serverOf(repo, path) })));
  const vague = [...near, ...far].find(({ exempt }) => exempt === undefined);
  const unpinned = far.find(({ version }) => version === undefined);
  const problem = vague
    ? `${vague.at}: write the exemptions out, as text in place, so that they can be listed`
    : unpinned && `${unpinned.path}: ${servers} has no version of the server ${unpinned.server}`;
  return { near, live: far, emulated: Boolean(manifest.devDependencies?.['@keyrack/emulators']), problem };
}

function serverOf(repo, path) {
  const server = basename(path, '.test.ts');
  const releases = repo.has(servers) ? repo.json(servers) : {};
  return { server, version: releases[server]?.version };
}

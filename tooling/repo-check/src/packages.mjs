// Which workspace packages there are, what kind each is, and the reviewed facts about it.
import { basename } from 'node:path/posix';

/**
 * @typedef {'library' | 'provider' | 'tool' | 'example' | 'benchmark'} Kind
 * @typedef {{ dir: string, id: string, kind: Kind, manifestPath: string, manifest: any, facts: any, sources: string[], tests: string[] }} Package
 */

/** @type {readonly [RegExp, Kind][]} */
const places = [
  [/^packages\/providers\/[^/]+$/, 'provider'],
  [/^packages\/wrappers\/[^/]+$/, 'library'],
  [/^packages\/[^/]+$/, 'library'],
  [/^tooling\/[^/]+$/, 'tool'],
  [/^examples\/[^/]+$/, 'example'],
  [/^benchmarks$/, 'benchmark'],
];
const code = /\.(ts|mts|mjs|js)$/;

/** @returns {Package[]} */
export function findPackages({ paths, json }, facts) {
  return paths.flatMap((path) => {
    if (!path.endsWith('/package.json')) return [];
    const dir = path.slice(0, -'/package.json'.length);
    const place = places.find(([pattern]) => pattern.test(dir));
    if (!place) return [];
    const inside = (folder) => paths.filter((file) => file.startsWith(`${dir}/${folder}/`) && code.test(file));
    const [, kind] = place;
    return [
      {
        dir,
        id: basename(dir),
        kind,
        manifestPath: path,
        manifest: json(path),
        facts: factsOf(facts, dir, kind),
        sources: inside('src'),
        tests: inside('test'),
      },
    ];
  });
}

/** Packages that users install: what stands under `packages/`. */
export function published(repo) {
  return repo.packages.filter(({ kind }) => kind === 'library' || kind === 'provider');
}

export function providers(repo) {
  return repo.packages.filter(({ kind }) => kind === 'provider');
}

/** The package a file belongs to. */
export function packageOf(repo, path) {
  return repo.packages.find(({ dir }) => path.startsWith(`${dir}/`));
}

/** What a package exports besides `./package.json`: the sub-path, its source file and the stem of what is built from it. */
export function entriesOf({ dir, facts }) {
  const subpaths = [...(facts.library === false ? [] : ['.']), ...facts.subpaths];
  return subpaths.map((subpath) => {
    const stem = facts.entries?.[subpath] ?? (subpath === '.' ? 'index' : subpath.slice('./'.length));
    return { subpath, stem, path: `${dir}/src/${stem}.ts` };
  });
}

function factsOf(facts, dir, kind) {
  const defaults = { subpaths: [], dependencies: {}, bundled: [], peers: [], imports: [], prints: {}, omit: {} };
  const merged = { ...defaults, ...(kind === 'provider' && facts.packages['every provider']), ...facts.packages[dir] };
  // Whatever a provider depends on besides core is there to reach the backend.
  const sdk = kind === 'provider' ? Object.keys(merged.dependencies).filter((name) => name !== '@keyrack/core') : [];
  return { ...merged, sdk, known: dir in facts.packages };
}

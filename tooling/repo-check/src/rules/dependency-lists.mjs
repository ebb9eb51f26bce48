// A dependency is a decision: it stands in the reviewed list first. Workspace ranges follow ADR 0012.
import { published } from '../packages.mjs';
import { lineOfText } from '../syntax.mjs';

const list = 'tooling/repo-check/data/packages.json';

/** @type {import('../repo.mjs').Rule} */
export function dependencyLists(repo) {
  const workspace = new Set(repo.packages.map(({ manifest }) => manifest.name));
  return published(repo).flatMap((pkg) => {
    const at = (name, text) => ({ path: pkg.manifestPath, line: lineOfText(repo.read(pkg.manifestPath), `"${name}":`), text });
    return [
      ...undeclared(pkg, at),
      ...peers(pkg, at),
      ...ranges(pkg.manifest.dependencies, workspace, 'workspace:^', at),
      ...ranges(pkg.manifest.devDependencies, workspace, 'workspace:*', at),
    ];
  });
}

function undeclared({ manifest, facts }, at) {
  return Object.keys(manifest.dependencies ?? {})
    .filter((name) => !facts.dependencies[name])
    .map((name) => at(name, `"${name}" is no reviewed dependency of this package; remove it or argue for it in ${list}`));
}

function peers({ manifest, facts }, at) {
  return Object.keys(manifest.peerDependencies ?? {}).flatMap((name) => {
    if (!facts.peers.includes(name)) return [at(name, `remove the peer "${name}": a peer turns one release into many`)];
    const optional = manifest.peerDependenciesMeta?.[name]?.optional === true;
    return optional ? [] : [at(name, `mark the peer "${name}" as optional in "peerDependenciesMeta"`)];
  });
}

function ranges(dependencies = {}, workspace, internal, at) {
  return Object.entries(dependencies).flatMap(([name, range]) => {
    const wanted = workspace.has(name) ? internal : 'catalog:';
    return range === wanted ? [] : [at(name, `the range of "${name}" must be "${wanted}", not "${range}"`)];
  });
}

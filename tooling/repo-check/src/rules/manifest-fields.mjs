// What a published manifest must say follows from the folder, so it is computed and compared.
import { isDeepStrictEqual } from 'node:util';
import { entriesOf, published } from '../packages.mjs';
import { lineOfField } from '../syntax.mjs';

const repository = 'git+https://github.com/keyrack/keyrack.git';
const stabilities = ['experimental', 'stable', 'deprecated'];

/** @type {import('../repo.mjs').Rule} */
export function manifestFields(repo) {
  return published(repo).flatMap((pkg) => {
    const at = (field, text) => ({ path: pkg.manifestPath, line: lineOfField(repo.read(pkg.manifestPath), field), text });
    const unknown = pkg.facts.known ? [] : [at('name', `add ${pkg.dir} to tooling/repo-check/data/packages.json`)];
    return [...unknown, ...computedFields(pkg, at), ...writtenFields(pkg, at)];
  });
}

function computedFields(pkg, at) {
  return Object.entries(expected(pkg))
    .filter(([field, value]) => !isDeepStrictEqual(pkg.manifest[field], value))
    .map(([field, value]) =>
      at(field, value === undefined ? `remove "${field}"` : `"${field}" must be ${JSON.stringify(value)}`),
    );
}

function expected(pkg) {
  return {
    name: pkg.facts.name ?? `@keyrack/${pkg.id}`,
    license: 'MIT',
    type: 'module',
    sideEffects: false,
    exports: exportsOf(pkg),
    files: ['dist', 'src'],
    engines: { node: '>=22.12' },
    repository: { type: 'git', url: repository, directory: pkg.dir },
    publishConfig: { access: 'public', provenance: true },
    bin:
      pkg.facts.bin && Object.fromEntries(Object.entries(pkg.facts.bin).map(([command, stem]) => [command, `./dist/${stem}.js`])),
  };
}

function exportsOf(pkg) {
  const entries = entriesOf(pkg).map(({ subpath, stem }) => [
    subpath,
    { types: `./dist/${stem}.d.ts`, default: `./dist/${stem}.js` },
  ]);
  return { ...Object.fromEntries(entries), './package.json': './package.json' };
}

function writtenFields({ kind, manifest }, at) {
  const found = [];
  for (const forbidden of ['main', 'module', 'types', 'private']) {
    if (forbidden in manifest) found.push(at(forbidden, `remove "${forbidden}"; "exports" says it all`));
  }
  if (!manifest.description) found.push(at('name', 'add a "description" of one sentence'));
  return kind === 'provider' ? [...found, ...keyrackBlock(manifest.keyrack ?? {}, at)] : found;
}

function keyrackBlock(block, at) {
  const isText = (value) => typeof value === 'string' && value !== '';
  const kinds = [block.kind].flat();
  const missing = ['stability', 'maintainer', 'since'].filter((field) => !isText(block[field]));
  if (kinds.length === 0 || !kinds.every(isText)) missing.unshift('kind');
  if (missing.length > 0)
    return [at('keyrack', `the "keyrack" block lacks ${missing.join(', ')}; the provider matrix is made from it`)];
  return stabilities.includes(block.stability) ? [] : [at('stability', `"stability" must be one of ${stabilities.join(', ')}`)];
}

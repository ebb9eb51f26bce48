// The lines by which the rest of the repository knows a provider.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const kindTable = 'packages/config/src/store-kinds.ts';
const packageList = 'tooling/repo-check/data/packages.json';
const workspace = 'pnpm-workspace.yaml';

/**
 * New texts of files that are there, by path.
 *
 * @param {string} root
 * @param {import('./repository.mjs').Provider} provider
 * @returns {Record<string, string>}
 */
export function registrations(root, provider) {
  const read = (path) => readFileSync(join(root, path), 'utf8');
  return {
    [packageList]: withPackage(read(packageList), provider),
    [kindTable]: (provider.isKnownKind ? withAvailable : withKind)(read(kindTable), provider),
    ...(provider.sdk?.range !== undefined && { [workspace]: withCatalogEntry(read(workspace), provider) }),
  };
}

function withPackage(text, { id, name, flavour, sdk }) {
  const facts = JSON.parse(text);
  facts[`packages/providers/${id}`] = {
    ...(sdk && { dependencies: { '@keyrack/core': 'the contract', [sdk.package]: `the official client of ${name}` } }),
    ...(flavour !== 'sdk' && {
      imports: ['@keyrack/core/provider', flavour === 'file' ? '@keyrack/core/files' : '@keyrack/core/http'],
    }),
  };
  return `${JSON.stringify(facts, null, 2)}\n`;
}

function withKind(text, { id, kind, flavour }) {
  const local = flavour === 'file' ? ', local: true' : '';
  const line = `  { ...remote, kind: '${kind}', package: '${id}', available: true, secret: 'always'${local} },\n`;
  return insertedAt(text, /(?<=\nexport const kinds: readonly StoreKind\[\] = \[\n(?: .*\n)*)(?=\];)/, line, kindTable);
}

// The name was kept for it, so far.
function withAvailable(text, { id }) {
  return insertedAt(text, new RegExp(`(?<= package: '${id}',)`), ' available: true,', kindTable);
}

function withCatalogEntry(text, { name, sdk }) {
  const line = `  "${sdk.package}": ${sdk.range} # the official client of ${name}\n`;
  return insertedAt(text, /(?<=\ncatalog:\n(?: .*\n)*)(?=\n)/, line, workspace);
}

function insertedAt(text, place, line, path) {
  const at = place.exec(text)?.index;
  if (at === undefined)
    throw new Error(`${path} does not look as expected; tooling/create-provider/src/registrations.mjs adds to it`);
  return text.slice(0, at) + line + text.slice(at);
}

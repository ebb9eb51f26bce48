// The files of a new package, from the template.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSpeller } from './spellings.mjs';

/** What lies over the folder `template`, and what of it is not wanted then. */
const overlays = {
  fetch: { folder: undefined, without: [] },
  sdk: { folder: 'sdk', without: [] },
  file: { folder: 'file', without: ['src/client.ts', 'test/emulator.ts'] },
};

const source = 'src/example-vault.ts';

/**
 * Texts by path: those of the package below `packages/providers/<id>/`, and the changeset.
 *
 * @param {import('./repository.mjs').Provider} provider
 * @param {string} home the folder of the templates
 * @returns {Record<string, string>}
 */
export function renderTemplate(provider, home) {
  const { folder, without } = overlays[provider.flavour];
  const base = readFolder(join(home, 'template'));
  const over = folder === undefined ? {} : readFolder(join(home, folder));
  const files = { ...base, ...over };
  for (const path of without) delete files[path];
  files['README.md'] = withSections(base['README.md'], over['README.md'] ?? '');
  files['package.json'] = manifestFor(provider, base['package.json']);
  if (provider.flavour === 'file') files['tsconfig.json'] = files['tsconfig.json'].replace('/base.json', '/node.json');
  // An official client repeats by itself, and tries of two would multiply.
  if (provider.flavour === 'sdk') files[source] = files[source].replace("retry: 'core'", "retry: 'sdk'");

  const spell = createSpeller(provider);
  const placed = Object.entries(files).map(([path, text]) => {
    const place = path === 'changeset.md' ? `.changeset/${provider.id}.md` : `packages/providers/${provider.id}/${spell(path)}`;
    return [place, spell(text)];
  });
  return Object.fromEntries(placed);
}

function readFolder(folder) {
  const paths = globSync('**/*.*', { cwd: folder }).map((path) => path.replaceAll('\\', '/'));
  return Object.fromEntries(paths.sort().map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

/** A document with some of its sections replaced by those of another one. */
function withSections(document, others) {
  const split = (text) => text.split(/^(?=## )/m);
  const titleOf = (section) => section.split('\n', 1)[0];
  const replaced = new Map(split(others).map((section) => [titleOf(section), `${section.trimEnd()}\n\n`]));
  return `${split(document)
    .map((section) => replaced.get(titleOf(section)) ?? section)
    .join('')
    .trimEnd()}\n`;
}

function manifestFor({ flavour, sdk }, text) {
  const manifest = JSON.parse(text);
  if (flavour === 'file') delete manifest.devDependencies['@keyrack/emulators'];
  if (sdk) manifest.dependencies = sorted({ ...manifest.dependencies, [sdk.package]: 'catalog:' });
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function sorted(record) {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

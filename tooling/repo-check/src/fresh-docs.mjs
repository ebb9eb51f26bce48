// What generated documentation should say now, asked of the built packages, because their users get those and not the sources.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { errorCodePage } from './error-code-page.mjs';
import { optionTable, withOptionTable } from './option-table.mjs';
import { providers, published } from './packages.mjs';
import { namesFor } from './rules/exported-names.mjs';

/** @returns {Promise<Record<string, { text: string, problem?: undefined } | { text?: undefined, problem: string }>>} by path */
export async function freshDocs(root, repo) {
  const core = published(repo).find(({ manifest }) => manifest.name === '@keyrack/core');
  if (!core) return {};
  const entry = join(root, core.dir, 'dist/provider.js');
  if (!existsSync(entry)) return { 'docs/error-codes.md': { problem: 'build @keyrack/core first; this page is made from it' } };

  const { errorCodes, describeOptions } = await import(pathToFileURL(entry).href);
  const pages = { 'docs/error-codes.md': { text: errorCodePage(errorCodes) } };
  if (!describeOptions) return pages;
  for (const provider of providers(repo)) {
    const path = `${provider.dir}/README.md`;
    if (existsSync(join(root, path))) pages[path] = await freshReadme(root, provider, describeOptions, repo.facts.spellings);
  }
  return pages;
}

async function freshReadme(root, { dir, id }, describeOptions, spellings) {
  const entry = join(root, dir, 'dist/index.js');
  if (!existsSync(entry)) return { problem: `build ${dir} first; the option table is made from it` };
  const [, , , name] = namesFor(id, spellings);
  const { [name]: table } = await import(pathToFileURL(entry).href);
  if (!table) return { problem: `${dir} exports no "${name}"; the option table is made from it` };
  const text = withOptionTable(readFileSync(join(root, dir, 'README.md'), 'utf8'), optionTable(describeOptions(table)));
  return text === undefined
    ? { problem: 'add the lines <!-- options:start --> and <!-- options:end --> under "## Options"' }
    : { text };
}

// What generated documentation should say now, asked of the built packages, because their users get those and not the sources.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { errorCodePage } from './error-code-page.mjs';
import { marksOf, withMarkedPart } from './marked-part.mjs';
import { operationsTable } from './operations-table.mjs';
import { optionTable } from './option-table.mjs';
import { published } from './packages.mjs';
import { providerMatrixPage } from './provider-matrix-page.mjs';
import { providerRows } from './provider-rows.mjs';

const matrix = 'docs/provider-matrix.md';

/**
 * @typedef {{ text: string, problem?: undefined } | { text?: undefined, problem: string }} Fresh
 * @returns {Promise<Record<string, Fresh>>} by path
 */
export async function freshDocs(root, repo) {
  const core = published(repo).find(({ manifest }) => manifest.name === '@keyrack/core');
  if (!core) return {};
  const entry = join(root, core.dir, 'dist/provider.js');
  if (!existsSync(entry)) return { 'docs/error-codes.md': { problem: 'build @keyrack/core first; this page is made from it' } };

  const { errorCodes, describeOptions } = await import(pathToFileURL(entry).href);
  const pages = { 'docs/error-codes.md': { text: errorCodePage(errorCodes) } };
  if (!describeOptions) return pages;
  const rows = await providerRows(root, repo, describeOptions);
  for (const row of rows) {
    const path = `${row.dir}/README.md`;
    if (repo.has(path)) pages[path] = freshReadme(row, repo.read(path));
  }
  const unclear = rows.find(({ problem }) => problem !== undefined);
  pages[matrix] = unclear ? { problem: unclear.problem } : { text: providerMatrixPage(rows) };
  return pages;
}

/**
 * The README of a provider with its tables made anew.
 *
 * @param {import('./provider-rows.mjs').ProviderRow} row
 * @param {string} readme
 * @returns {Fresh}
 */
function freshReadme({ built, problem }, readme) {
  if (!built) return { problem: problem ?? '' };
  let text = readme;
  for (const [mark, heading, table] of [
    ['options', 'Options', optionTable(built.options)],
    ['operations', 'Operations and limits', operationsTable(built)],
  ]) {
    const next = withMarkedPart(text, mark, table);
    if (next === undefined) return { problem: `add the lines ${marksOf(mark).join(' and ')} under "## ${heading}"` };
    text = next;
  }
  return { text };
}

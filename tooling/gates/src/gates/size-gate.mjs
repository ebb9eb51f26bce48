// How much an application's bundle grows by: the main entry of each package with a budget, minified and compressed, its dependencies
// left out because they have budgets of their own.
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/** @type {import('../gate.mjs').Gate} */
export async function sizeGate({ packed, budgets, log }) {
  const problems = [];
  for (const { name, folder, isProvider } of packed) {
    const limit = budgets.size[name] ?? (isProvider ? budgets.size['every provider'] : undefined);
    if (limit === undefined) continue;
    const { gzip, brotli } = await compressedSize(join(folder, 'dist/index.js'));
    log(`${name}: ${brotli} bytes with brotli (${gzip} with gzip) of ${limit}`);
    if (brotli > limit) problems.push(`${name}: the main entry has ${brotli} bytes minified and compressed, ${limit} allowed`);
  }
  return problems;
}

async function compressedSize(entry) {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    packages: 'external',
    logLevel: 'silent',
  });
  const [{ contents }] = outputFiles;
  return { gzip: gzipSync(contents, { level: 9 }).length, brotli: brotliCompressSync(contents).length };
}

// Every package that packed code names, lazily loaded parts included, is one that the manifest declares. A smoke run sees only what it
// happens to load, and a package that bundles its libraries looks complete inside the workspace when one was left out of the bundle.
import { globSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';

/** @type {import('../gate.mjs').Gate} */
export async function declaredGate({ packed }) {
  const problems = [];
  for (const { name, folder, manifest } of packed) {
    const declared = new Set([name, ...Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })]);
    for (const [specifier, file] of await externalImports(folder)) {
      if (!isBuiltin(specifier) && !declared.has(packageNameOf(specifier))) {
        problems.push(`${name}: ${file} imports "${specifier}", which is neither bundled nor declared`);
      }
    }
  }
  return problems;
}

async function externalImports(folder) {
  const { metafile } = await build({
    entryPoints: globSync('dist/**/*.js', { cwd: folder }),
    absWorkingDir: folder,
    outdir: join(folder, 'unwritten'),
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    logLevel: 'silent',
  });
  const all = Object.entries(metafile.inputs).flatMap(([file, { imports }]) =>
    imports.filter(({ external }) => external).map(({ path }) => /** @type {const} */ ([path, file])),
  );
  return new Map(all);
}

function packageNameOf(specifier) {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

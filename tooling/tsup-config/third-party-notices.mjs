import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** An esbuild plugin that lists every bundled package with its exact version and licence, as those licences ask. */
export const thirdPartyNotices = {
  name: 'third-party-notices',
  setup(build) {
    build.initialOptions.metafile = true;
    build.onEnd(async ({ metafile }) => {
      const files = Object.keys(metafile?.inputs ?? {}).filter(
        (input) => input.includes('node_modules/') && !input.startsWith('lazy-builtin:'),
      );
      const folders = [...new Set(files.map(packageFolder))].toSorted();
      if (folders.length === 0) return;
      const texts = await Promise.all(folders.map(notice));
      const out = build.initialOptions.outdir ?? 'dist';
      await mkdir(out, { recursive: true });
      await writeFile(
        join(out, 'THIRD-PARTY-NOTICES.txt'),
        `The files of this folder contain code of:\n\n${texts.join('\n---\n\n')}`,
      );
    });
  },
};

/** An esbuild plugin that takes the ESM build of `yaml`: its entry for Node is CommonJS, which an ESM bundle cannot load. */
export function yamlAsEsm(from) {
  return {
    name: 'yaml-as-esm',
    setup(build) {
      const path = join(dirname(from.resolve('yaml/package.json')), 'browser', 'index.js');
      build.onResolve({ filter: /^yaml$/ }, () => ({ path, sideEffects: false }));
    },
  };
}

// Folder of the package that owns a bundled file.
function packageFolder(file) {
  const parts = file.split('node_modules/');
  const [scope = '', name = ''] = (parts.pop() ?? '').split('/');
  return join(parts.join('node_modules/'), 'node_modules', scope.startsWith('@') ? join(scope, name) : scope);
}

async function notice(folder) {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} comes without a licence text, so it cannot be bundled`);
  const text = (await readFile(join(folder, file), 'utf8')).trim();
  return `${name} ${version} (${license})\n\n${text}\n`;
}

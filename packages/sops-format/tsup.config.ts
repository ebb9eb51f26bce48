import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { packageConfig } from '@keyrack/tsup-config';

type Plugin = NonNullable<Parameters<typeof packageConfig>[0]['esbuildPlugins']>[number];

const require = createRequire(import.meta.url);

/** Folder of the package that owns a bundled file. */
function packageFolder(file: string): string {
  const parts = file.split('node_modules/');
  const [scope = '', name = ''] = (parts.pop() ?? '').split('/');
  return join(parts.join('node_modules/'), 'node_modules', scope.startsWith('@') ? join(scope, name) : scope);
}

async function notice(folder: string): Promise<string> {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} comes without a licence text, so it cannot be bundled`);
  const text = (await readFile(join(folder, file), 'utf8')).trim();
  return `${name} ${version} (${license})\n\n${text}\n`;
}

/** Lists every bundled package with its exact version and licence, as those licences ask. */
const notices: Plugin = {
  name: 'third-party-notices',
  setup(build) {
    build.initialOptions.metafile = true;
    // The entry for Node is CommonJS, which an ESM bundle cannot load.
    build.onResolve({ filter: /^yaml$/ }, () => ({
      path: join(dirname(require.resolve('yaml/package.json')), 'browser/index.js'),
      sideEffects: false,
    }));
    build.onEnd(async ({ metafile }) => {
      const inputs = Object.keys(metafile?.inputs ?? {}).filter((input) => input.includes('node_modules/'));
      const folders = [...new Set(inputs.map(packageFolder))].toSorted();
      const texts = await Promise.all(folders.map(notice));
      await mkdir('dist', { recursive: true });
      await writeFile('dist/THIRD-PARTY-NOTICES.txt', `The files of this folder contain code of:\n\n${texts.join('\n---\n\n')}`);
    });
  },
};

export default packageConfig({ platform: 'node', noExternal: [/.*/], splitting: true, esbuildPlugins: [notices] });

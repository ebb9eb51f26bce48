import { createRequire } from 'node:module';
import { join } from 'node:path';
import { packageConfig } from '@keyrack/tsup-config';

const require = createRequire(import.meta.url);
const { version } = require('./package.json') as { version: string };

// The ESM build of `yaml`: its Node entry is CommonJS, which an ESM bundle cannot start.
const yaml = join(require.resolve('yaml/package.json'), '..', 'browser', 'index.js');

// One bundle with all light dependencies: reading many small files is what makes a command line slow to start.
export default packageConfig({
  entry: ['src/bin.ts', 'src/main.ts'],
  platform: 'node',
  dts: false,
  minify: true,
  splitting: true,
  noExternal: [/^(?!@keyrack\/sops$)/],
  external: [/^node:/, '@keyrack/sops'],
  env: { KEYRACK_BUILD_VERSION: version },
  esbuildOptions(options) {
    options.alias = { yaml };
  },
});

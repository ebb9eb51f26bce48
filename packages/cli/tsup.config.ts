import { createRequire } from 'node:module';
import { join } from 'node:path';
import { packageConfig, yamlAsEsm } from '@keyrack/tsup-config';

const require = createRequire(import.meta.url);
const { version, engines } = require('./package.json') as { version: string; engines: { node: string } };

// From its sources, so that it shares the YAML parser of this bundle.
const sopsFormat = join(require.resolve('@keyrack/sops-format/package.json'), '..', 'src', 'index.ts');

// One bundle with all that a start needs, the default backend included: reading many small files is what makes a command line slow.
// What few commands need, such as prompts, is in parts of its own.
export default packageConfig({
  entry: ['src/bin.ts', 'src/main.ts'],
  platform: 'node',
  dts: false,
  minify: true,
  splitting: true,
  noExternal: [/.*/],
  env: { KEYRACK_BUILD_VERSION: version, KEYRACK_NEEDED_NODE: engines.node.replace('>=', '') },
  esbuildPlugins: [yamlAsEsm(require)],
  esbuildOptions(options) {
    options.alias = { '@keyrack/sops-format': sopsFormat };
  },
});

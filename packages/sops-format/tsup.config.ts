import { createRequire } from 'node:module';
import { packageConfig, yamlAsEsm } from '@keyrack/tsup-config';

const require = createRequire(import.meta.url);

// The libraries are bundled as parts of their own, each loaded when it is needed: importing them file by file costs several starts.
export default packageConfig({ platform: 'node', noExternal: [/.*/], splitting: true, esbuildPlugins: [yamlAsEsm(require)] });

import { disposable, packageConfig } from '@keyrack/tsup-config';

// Two small libraries are bundled: who installs the engine gets core and a YAML parser with it, nothing else.
export default packageConfig({
  platform: 'node',
  noExternal: ['picomatch', 'fastest-levenshtein'],
  dts: { banner: disposable },
});

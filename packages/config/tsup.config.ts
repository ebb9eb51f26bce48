import { disposable, packageConfig } from '@keyrack/tsup-config';

// A small library is bundled: who installs the engine gets core, a YAML parser and linear expressions with it, nothing else.
export default packageConfig({ platform: 'node', noExternal: ['fastest-levenshtein'], dts: { banner: disposable } });

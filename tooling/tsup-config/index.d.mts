import type { Options } from 'tsup';

type Plugin = NonNullable<Options['esbuildPlugins']>[number];

export declare const disposable: string;
export declare function packageConfig(overrides?: Options): Options;
export declare function yamlAsEsm(require: NodeJS.Require): Plugin;

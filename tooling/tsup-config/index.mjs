import { defineConfig } from 'tsup';
import { lazyBuiltins } from './lazy-builtins.mjs';
import { thirdPartyNotices } from './third-party-notices.mjs';

export { yamlAsEsm } from './third-party-notices.mjs';

/** Head of declarations that name `Symbol.asyncDispose`, which a user's `lib` may lack. */
export const disposable = '/// <reference lib="esnext.disposable" />';

/** The one build of every published package: ESM, declarations, Node 22 syntax. */
export function packageConfig(overrides = {}) {
  return defineConfig({
    entry: ['src/index.ts'],
    format: 'esm',
    target: 'node22',
    platform: 'neutral',
    dts: true,
    clean: true,
    sourcemap: false,
    // No package has side effects, so a part of which nothing is used need not be loaded.
    treeshake: { moduleSideEffects: false },
    // Kept, so that the plugin sees it.
    removeNodeProtocol: false,
    ...overrides,
    esbuildPlugins: [lazyBuiltins, thirdPartyNotices, ...(overrides.esbuildPlugins ?? [])],
  });
}

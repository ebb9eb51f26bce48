import { defineConfig } from 'tsup';

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
    treeshake: true,
    removeNodeProtocol: false,
    external: [/^node:/],
    ...overrides,
  });
}

import { configDefaults, defineConfig } from 'vitest/config';

// Tests against servers that others wrote run by themselves, where those are installed and started.
const live = process.env.KEYRACK_LIVE !== undefined;

/** The one test setup of every package. */
export function testConfig(overrides = {}) {
  return defineConfig({
    test: {
      include: [live ? 'test/live/*.test.ts' : 'test/**/*.test.ts'],
      exclude: [...configDefaults.exclude, ...(live ? [] : ['test/live/**'])],
      testTimeout: 90_000,
      hookTimeout: 60_000,
      restoreMocks: true,
      unstubEnvs: true,
      // `npm test` adds the counts up: tooling/check. Who runs a live suite says where its counts go: a file named here would win.
      reporters: live ? ['default'] : ['default', ['json', { outputFile: '.cache/tests.json' }]],
      ...overrides,
    },
  });
}

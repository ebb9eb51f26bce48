import { defineConfig } from 'vitest/config';

/** The one test setup of every package. */
export function testConfig(overrides = {}) {
  return defineConfig({
    test: {
      include: ['test/**/*.test.ts'],
      testTimeout: 20_000,
      hookTimeout: 30_000,
      restoreMocks: true,
      unstubEnvs: true,
      reporters: ['default'],
      ...overrides,
    },
  });
}

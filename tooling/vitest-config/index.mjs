import { defineConfig } from 'vitest/config';

/** The one test setup of every package. */
export function testConfig(overrides = {}) {
  return defineConfig({
    test: {
      include: ['test/**/*.test.ts'],
      testTimeout: 90_000,
      hookTimeout: 60_000,
      restoreMocks: true,
      unstubEnvs: true,
      reporters: ['default'],
      ...overrides,
    },
  });
}

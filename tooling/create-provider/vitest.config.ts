import { testConfig } from '@keyrack/vitest-config';

// The proof builds a package with real tools, and a busy machine starts them slowly.
export default testConfig({ include: ['test/**/*.test.mjs'], testTimeout: 240_000, hookTimeout: 240_000 });

import { testConfig } from '@keyrack/vitest-config';

// Some gates start real tools, and a busy machine starts them slowly.
export default testConfig({ include: ['test/**/*.test.mjs'], testTimeout: 120_000, hookTimeout: 120_000 });

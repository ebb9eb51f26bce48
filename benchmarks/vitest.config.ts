import { testConfig } from '@keyrack/vitest-config';

export default testConfig({ include: ['test/**/*.test.mjs'] });

import { testConfig } from '@keyrack/vitest-config';

// pnpm starts programs so that they see every package of the workspace; tests of what is missing may not.
delete process.env.NODE_PATH;

export default testConfig();

import { packageConfig } from '@keyrack/tsup-config';

export default packageConfig({ entry: ['src/index.ts', 'src/vitest.ts'], platform: 'node' });

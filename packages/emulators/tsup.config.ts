import { packageConfig } from '@keyrack/tsup-config';

export default packageConfig({
  entry: { index: 'src/index.ts', 'kit/index': 'src/kit/index.ts', cli: 'src/cli.ts' },
  platform: 'node',
  dts: { entry: { index: 'src/index.ts', 'kit/index': 'src/kit/index.ts' } },
});

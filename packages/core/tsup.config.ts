import { disposable, packageConfig } from '@keyrack/tsup-config';

export default packageConfig({
  entry: ['src/index.ts', 'src/provider.ts', 'src/masker.ts', 'src/files/index.ts', 'src/http/index.ts', 'src/dotenv/index.ts'],
  dts: { banner: disposable },
});

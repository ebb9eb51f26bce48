import { packageConfig } from '@keyrack/tsup-config';

export default packageConfig();

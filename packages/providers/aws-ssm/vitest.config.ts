import { testConfig } from '@keyrack/vitest-config';

// One try each, so that a fault that stays is not waited for.
export default testConfig({ env: { AWS_MAX_ATTEMPTS: '1', AWS_EC2_METADATA_DISABLED: 'true' } });

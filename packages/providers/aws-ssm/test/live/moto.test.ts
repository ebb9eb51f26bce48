import { describeContract } from '@keyrack/testing/vitest';
import { motoHarness } from './moto-harness.js';

describeContract('moto', motoHarness, {
  exempt: {
    'values/special-characters-round-trip':
      'AWS takes `{{ }}` for a reference: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html (Value)',
  },
});

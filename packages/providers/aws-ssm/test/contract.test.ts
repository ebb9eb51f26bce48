import { contractCases } from '@keyrack/testing';
import { describeContract } from '@keyrack/testing/vitest';
import { emulatorHarness } from './harness.js';

// Twenty calls after a refusal for their rate: the client of the provider would wait two seconds before each.
const [slow, others] = [true, false].map((wanted) =>
  contractCases.filter(({ id }) => (id === 'leaks/failing-calls-print-nothing') === wanted),
);

describeContract('the emulator', () => emulatorHarness(), {
  cases: others,
  exempt: {
    'values/special-characters-round-trip':
      'AWS takes `{{ }}` for a reference: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html (Value)',
  },
});
describeContract('the emulator, with a client of the caller', () => emulatorHarness({ impatient: true }), { cases: slow });

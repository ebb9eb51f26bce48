import { contractCases } from '@keyrack/testing';
import { describeContract } from '@keyrack/testing/vitest';
import { emulatorHarness } from './harness.js';

// Twenty calls after a refusal for their rate: the client of the provider would wait two seconds before each.
const [slow, others] = [true, false].map((wanted) =>
  contractCases.filter(({ id }) => (id === 'leaks/failing-calls-print-nothing') === wanted),
);

describeContract('the emulator', () => emulatorHarness(), { cases: others });
describeContract('the emulator, with a client of the caller', () => emulatorHarness({ impatient: true }), { cases: slow });

import { contractCases, type FaultKind, type Harness } from '@keyrack/testing';
import { describeContract } from '@keyrack/testing/vitest';

/** The faults of a server on the network. */
export const networkFaults: readonly FaultKind[] = [
  'unauthenticated',
  'forbidden',
  'forbidden-batch',
  'unavailable',
  'malformed-body',
  'truncated-body',
  'connection-reset',
  'slow',
  // The last one: after it, the client slows down for a while.
  'rate-limited',
];

// Twenty calls after a refusal for their rate: the client of the provider would wait two seconds before each.
const [slow, others] = [true, false].map((wanted) =>
  contractCases.filter(({ id }) => (id === 'leaks/failing-calls-print-nothing') === wanted),
);

/** The contract of this provider on a server; an impatient harness has a client of the caller that does not wait. */
export function describeSsmContract(server: string, makeHarness: (options: { readonly impatient: boolean }) => Promise<Harness>) {
  describeContract(server, () => makeHarness({ impatient: false }), { cases: others });
  describeContract(`${server}, with a client of the caller`, () => makeHarness({ impatient: true }), { cases: slow });
}

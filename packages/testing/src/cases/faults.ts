import assert from 'node:assert/strict';
import type { ErrorCode } from '@keyrack/core/provider';
import { type ContractCase, contractCase } from '../contract-case.js';
import { rejectsWithCode } from '../expectations.js';
import type { FaultKind } from '../harness.js';

// An answer without sense may be anything but an absent secret, a refusal, or a mistake of the caller.
const senseless: readonly ErrorCode[] = ['UNAVAILABLE', 'UNKNOWN', 'INVALID_CONFIG', 'DECRYPT_FAILED'];

const meanings = [
  ['unauthenticated', 'unauthenticated', ['UNAUTHENTICATED']],
  ['rate-limited', 'rate-limited', ['RATE_LIMITED']],
  ['unavailable', 'unavailable', ['UNAVAILABLE']],
  ['connection-reset', 'unavailable', ['UNAVAILABLE']],
  ['malformed-body', 'a-code', senseless],
  ['truncated-body', 'a-code', senseless],
  ['undecryptable', 'decrypt-failed', ['DECRYPT_FAILED']],
] as const satisfies readonly (readonly [FaultKind, string, readonly ErrorCode[]])[];

/** What each fault of a backend means. */
export const faultCases: readonly ContractCase[] = [
  ...meanings.map(([kind, outcome, codes]) =>
    contractCase({
      id: `faults/${kind}-throws-${outcome}`,
      rule: 'R2',
      needs: [`fault:${kind}`],
      async run({ provider, address, seed, fault }) {
        await seed(address('PRESENT'), 'the value');
        await fault(kind);
        await rejectsWithCode(() => provider.get(address('PRESENT')), ...codes);
      },
    }),
  ),

  contractCase({
    id: 'faults/unavailable-is-retryable',
    rule: 'R2',
    needs: ['fault:unavailable'],
    async run({ provider, address, fault }) {
      await fault('unavailable');
      const error = await rejectsWithCode(() => provider.get(address('ANY')), 'UNAVAILABLE');
      assert.equal(error.retryable, true);
    },
  }),

  contractCase({
    id: 'faults/unavailable-set-throws-unavailable',
    rule: 'R2',
    needs: ['method:set', 'fault:unavailable'],
    async run({ provider, address, fault }) {
      await fault('unavailable');
      await rejectsWithCode(() => provider.set(address('ANY'), 'the value'), 'UNAVAILABLE');
    },
  }),

  contractCase({
    id: 'faults/ended-fault-is-forgotten',
    rule: 'R8',
    needs: ['fault:unavailable'],
    async run({ provider, address, seed, fault, clearFaults }) {
      await seed(address('PRESENT'), 'the value');
      await fault('unavailable');
      await rejectsWithCode(() => provider.get(address('PRESENT')), 'UNAVAILABLE');
      await clearFaults();
      assert.equal((await provider.get(address('PRESENT')))?.value, 'the value');
    },
  }),
];

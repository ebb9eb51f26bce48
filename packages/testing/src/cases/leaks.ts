import assert from 'node:assert/strict';
import type { BatchEntry, Operation } from '@keyrack/core/provider';
import { captureOutput } from '../capture-output.js';
import { type ContractCase, contractCase, type Need } from '../contract-case.js';
import { everyCall } from '../every-call.js';
import { outcomeOf } from '../expectations.js';
import type { FaultKind, Harness } from '../harness.js';
import { assertNoLeak } from '../leak-scan.js';

// Nothing in them is changed by quoting or truncating at a line; `+`, `/` and `"` make the encoded forms differ from the plain one.
const stored = 'Stored-canary/7Wq+kM2z"x9Lr';
const written = 'Written-canary/4Tb+hN8c"v5Yp';

/** Secrets never appear in errors, in answers about secrets, or in output. */
export const leakCases: readonly ContractCase[] = [
  inErrorsOf('get'),
  inErrorsOf('getMany'),
  inErrorsOf('status'),
  inErrorsOf('statusMany'),
  inErrorsOf('set'),
  inErrorsOf('delete'),
  inErrorsOf('list'),
  inErrorsOf('versions'),
  inErrorsOf('rollback'),
  inErrorsOf('check'),

  contractCase({
    id: 'leaks/refused-value-stays-out-of-error',
    rule: 'R6',
    needs: ['method:set', 'limit:bounded-value'],
    async run({ provider, address, canaries }) {
      const oversize = written.repeat(Math.ceil((provider.limits.maxValueBytes + 1) / written.length));
      // Whether it is refused is the business of another case.
      const outcome = await outcomeOf(() => provider.set(address('LARGE'), oversize));
      assertNoLeak(outcome, [written, ...canaries], 'the refusal');
    },
  }),

  contractCase({
    id: 'leaks/answers-about-secrets-hold-no-value',
    rule: 'R6',
    needs: [],
    async run({ provider, address, seed, canaries }) {
      await seed(address('PRESENT'), stored);
      const version = (await provider.get(address('PRESENT')))?.version;
      for (const { operation, run } of everyCall(provider, { address: address('PRESENT'), value: written, version })) {
        if (operation === 'get' || operation === 'getMany') continue;
        assertNoLeak(await run(), [stored, written, ...canaries], `the result of ${operation}`);
      }
    },
  }),

  contractCase({
    id: 'leaks/provider-itself-shows-no-secret',
    rule: 'R6',
    needs: ['canaries'],
    async run({ provider, address, seed, canaries }) {
      await seed(address('PRESENT'), stored);
      await provider.get(address('PRESENT'));
      assertNoLeak(provider, [stored, ...canaries], 'the provider');
    },
  }),

  contractCase({
    id: 'leaks/ordinary-calls-print-nothing',
    rule: 'R14',
    needs: [],
    async run(harness) {
      await harness.seed(harness.address('PRESENT'), stored);
      assert.equal(await captureOutput(() => callEverything(harness)), '');
    },
  }),

  contractCase({
    id: 'leaks/failing-calls-print-nothing',
    rule: 'R14',
    needs: [],
    async run(harness) {
      await harness.seed(harness.address('PRESENT'), stored);
      for (const kind of answering(harness)) {
        await harness.fault(kind);
        assert.equal(await captureOutput(() => callEverything(harness)), '', `under ${kind}`);
      }
    },
  }),
];

function inErrorsOf(operation: 'get' | Operation): ContractCase {
  const needs: readonly Need[] = operation === 'get' ? [] : [`method:${operation}`];
  return contractCase({
    id: `leaks/${operation.toLowerCase()}-error-holds-no-secret`,
    rule: 'R6',
    needs,
    async run(harness) {
      const { provider, address, seed, clearFaults, canaries } = harness;
      for (const kind of answering(harness)) {
        await clearFaults();
        await seed(address('PRESENT'), stored);
        const version = operation === 'rollback' ? (await provider.get(address('PRESENT')))?.version : undefined;
        await harness.fault(kind);
        const calls = everyCall(provider, { address: address('PRESENT'), value: written, version });
        const call = calls.find((one) => one.operation === operation);
        if (!call) continue;
        const outcome = await outcomeOf(call.run);
        for (const error of errorsIn(outcome)) assertNoLeak(error, [stored, written, ...canaries], `the error of ${kind}`);
      }
    },
  });
}

// Under `slow` there is no error of the provider's own.
function answering({ faults }: Harness): readonly FaultKind[] {
  return faults.filter((kind) => kind !== 'slow');
}

function errorsIn(outcome: { readonly value: unknown } | { readonly error: unknown }): readonly unknown[] {
  if ('error' in outcome) return [outcome.error];
  const entries = Array.isArray(outcome.value) ? (outcome.value as readonly (BatchEntry | object)[]) : [];
  return entries.flatMap((entry) => ('error' in entry ? [entry.error] : []));
}

async function callEverything({ provider, address }: Harness): Promise<void> {
  for (const name of ['PRESENT', 'ABSENT']) {
    for (const { run } of everyCall(provider, { address: address(name), value: written })) await outcomeOf(run);
  }
}

import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ContractCase, contractCase } from '../contract-case.js';
import { everyCall } from '../every-call.js';
import { outcomeOf, rejectionOf, within } from '../expectations.js';
import type { Harness } from '../harness.js';

const writing = ['set', 'rollback', 'delete'];
const promptlyMs = 1_000;
// Long enough for a call to reach its backend, which is on this machine.
const underWayMs = 30;

/** An aborted signal ends a call at once, with the reason of the signal itself. */
export const abortCases: readonly ContractCase[] = [
  contractCase({
    id: 'abort/already-aborted-rejects-with-reason',
    rule: 'R4',
    needs: [],
    async run({ provider, address, seed }) {
      await seed(address('PRESENT'), 'the value');
      const reason = new Error('the caller has left');
      const signal = AbortSignal.abort(reason);
      for (const { operation, run } of everyCall(provider, { address: address('PRESENT'), value: 'changed', signal })) {
        const rejection = await within(promptlyMs, operation, rejectionOf(run));
        assert.equal(rejection, reason, `${operation} rejects with something else than the reason`);
      }
    },
  }),

  contractCase({
    id: 'abort/already-aborted-makes-no-request',
    rule: 'R4',
    needs: ['count-requests'],
    async run({ provider, address, seed, requestCount }) {
      await seed(address('PRESENT'), 'the value');
      await outcomeOf(() => provider.get(address('WARM_UP')));
      const before = requestCount();
      const signal = AbortSignal.abort(new Error('the caller has left'));
      for (const { run } of everyCall(provider, { address: address('PRESENT'), value: 'changed', signal }))
        await rejectionOf(run);
      assert.equal(requestCount(), before);
    },
  }),

  contractCase({
    id: 'abort/already-aborted-write-changes-nothing',
    rule: 'R4',
    needs: ['method:set'],
    async run({ provider, address, seed, peek }) {
      await seed(address('PRESENT'), 'the value');
      const signal = AbortSignal.abort(new Error('the caller has left'));
      await rejectionOf(() => provider.set(address('PRESENT'), 'changed', { signal }));
      assert.equal(await peek(address('PRESENT')), 'the value');
    },
  }),

  contractCase({
    id: 'abort/in-flight-read-rejects-promptly',
    rule: 'R4',
    needs: ['fault:slow'],
    run: (harness) => rejectsInFlight(harness, (operation) => !writing.includes(operation)),
  }),

  contractCase({
    id: 'abort/in-flight-write-rejects-promptly',
    rule: 'R4',
    needs: ['fault:slow', 'method:set'],
    run: (harness) => rejectsInFlight(harness, (operation) => writing.includes(operation)),
  }),

  contractCase({
    id: 'abort/reason-of-any-type-is-passed-on',
    rule: 'R4',
    needs: [],
    async run({ provider, address }) {
      for (const reason of ['left', 0, null, { code: 'LEFT' }, new DOMException('left', 'AbortError')]) {
        const rejection = await rejectionOf(() => provider.get(address('ANY'), { signal: AbortSignal.abort(reason) }));
        assert.equal(rejection, reason);
      }
    },
  }),

  contractCase({
    id: 'abort/after-the-call-changes-nothing',
    rule: 'R4',
    needs: [],
    async run({ provider, address, seed }) {
      await seed(address('PRESENT'), 'the value');
      const caller = new AbortController();
      const record = await provider.get(address('PRESENT'), { signal: caller.signal });
      caller.abort(new Error('the caller has left'));
      assert.equal(record?.value, 'the value');
      assert.equal((await provider.get(address('PRESENT')))?.value, 'the value');
    },
  }),
];

async function rejectsInFlight(
  { provider, address, seed, fault }: Harness,
  wanted: (operation: string) => boolean,
): Promise<void> {
  await seed(address('PRESENT'), 'the value');
  // Loading an SDK and logging in are over, so that the calls get as far as the backend.
  await seed(address('WARM_UP'), 'the value');
  const version = (await provider.get(address('WARM_UP')))?.version;
  await fault('slow');
  const reason = new Error('the caller has left');
  const caller = new AbortController();
  const calls = everyCall(provider, { address: address('PRESENT'), value: 'changed', version, signal: caller.signal });
  // Collected as outcomes: one that comes too early must not go unhandled while the others are waited for.
  const outcomes = calls.filter(({ operation }) => wanted(operation)).map(({ run }) => outcomeOf(run));
  await sleep(underWayMs);
  caller.abort(reason);
  for (const outcome of await within(promptlyMs, 'the aborted call', Promise.all(outcomes))) {
    assert.ok('error' in outcome && outcome.error === reason, 'the call ends with something else than the reason');
  }
}

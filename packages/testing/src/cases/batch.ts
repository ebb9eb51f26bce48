import assert from 'node:assert/strict';
import type { BatchEntry } from '@keyrack/core/provider';
import { type ContractCase, contractCase } from '../contract-case.js';
import { hasCode, outcomeOf, rejectsWithCode } from '../expectations.js';

/** Reading many secrets: one entry for each address, in order. */
export const batchCases: readonly ContractCase[] = [
  contractCase({
    id: 'batch/entries-keep-the-order-of-input',
    rule: 'R5',
    needs: ['method:getMany'],
    async run({ provider, address, seed }) {
      const names = ['CHARLIE', 'ALPHA', 'DELTA', 'BRAVO'];
      for (const name of names) await seed(address(name), `value of ${name}`);
      const entries = await provider.getMany(names.map(address));
      assert.deepEqual(
        entries.map(summary),
        names.map((name) => `value of ${name}`),
      );
    },
  }),

  contractCase({
    id: 'batch/absent-among-present-is-absent',
    rule: 'R5',
    needs: ['method:getMany'],
    async run({ provider, address, seed }) {
      await seed(address('FIRST'), 'first value');
      await seed(address('LAST'), 'last value');
      const entries = await provider.getMany(['FIRST', 'ABSENT', 'LAST'].map(address));
      assert.deepEqual(entries.map(summary), ['first value', 'absent', 'last value']);
    },
  }),

  contractCase({
    id: 'batch/duplicates-each-have-an-entry',
    rule: 'R5',
    needs: ['method:getMany'],
    async run({ provider, address, seed }) {
      await seed(address('TWICE'), 'the value');
      const entries = await provider.getMany(['TWICE', 'ABSENT', 'TWICE', 'ABSENT'].map(address));
      assert.deepEqual(entries.map(summary), ['the value', 'absent', 'the value', 'absent']);
    },
  }),

  contractCase({
    id: 'batch/empty-input-returns-nothing',
    rule: 'R5',
    needs: ['method:getMany'],
    async run({ provider }) {
      assert.deepEqual(await provider.getMany([]), []);
    },
  }),

  contractCase({
    id: 'batch/more-than-one-batch-is-chunked',
    rule: 'R5',
    needs: ['method:getMany', 'limit:batch'],
    async run({ provider, address, seed }) {
      const names = namesBeyond(provider.limits.batch?.getMany);
      // Every third one is there, so that chunks hold both, and a shift by one shows.
      for (const name of names.filter((_, index) => index % 3 === 0)) await seed(address(name), `value of ${name}`);
      const entries = await provider.getMany(names.map(address));
      assert.deepEqual(
        entries.map(summary),
        names.map((name, index) => (index % 3 === 0 ? `value of ${name}` : 'absent')),
      );
    },
  }),

  contractCase({
    id: 'batch/costs-what-limits-say',
    rule: 'R5',
    needs: ['method:getMany', 'limit:batch', 'count-requests'],
    async run({ provider, address, seed, requestCount }) {
      const names = namesBeyond(provider.limits.batch?.getMany);
      for (const name of names) await seed(address(name), `value of ${name}`);
      // Logins and the like are over.
      await outcomeOf(() => provider.get(address('WARM_UP')));
      const before = requestCount();
      await provider.getMany(names.map(address));
      const { size = 1, unit } = provider.limits.batch?.getMany ?? {};
      const most = unit === 'name' ? Math.ceil(names.length / size) : names.length - 1;
      assert.ok(requestCount() - before <= most, `${names.length} names cost ${requestCount() - before} requests, not ${most}`);
    },
  }),

  contractCase({
    id: 'batch/damaged-item-does-not-spoil-the-rest',
    rule: 'R5',
    needs: ['method:getMany', 'damage'],
    async run({ provider, address, seed, damage }) {
      for (const name of ['FIRST', 'DAMAGED', 'LAST']) await seed(address(name), `value of ${name}`);
      await damage(address('DAMAGED'));
      const [first, damaged, last] = await provider.getMany(['FIRST', 'DAMAGED', 'LAST'].map(address));
      assert.deepEqual([first, last].map(summary), ['value of FIRST', 'value of LAST']);
      assert.ok(damaged && 'error' in damaged, 'the damaged item has no error');
      hasCode(damaged.error);
    },
  }),

  contractCase({
    id: 'batch/forbidden-is-not-absence',
    rule: 'R2',
    needs: ['method:getMany', 'fault:forbidden'],
    async run({ provider, address, seed, fault }) {
      await seed(address('PRESENT'), 'the value');
      await fault('forbidden');
      const outcome = await outcomeOf(() => provider.getMany(['PRESENT', 'ABSENT'].map(address)));
      if ('error' in outcome) return void hasCode(outcome.error, 'PERMISSION_DENIED');
      assert.equal(outcome.value.length, 2);
      for (const entry of outcome.value) hasCode('error' in entry ? entry.error : undefined, 'PERMISSION_DENIED');
    },
  }),

  contractCase({
    id: 'batch/refused-as-a-whole-throws-permission-denied',
    rule: 'R5',
    needs: ['method:getMany', 'fault:forbidden-batch', 'direct'],
    async run({ provider, address, seed, fault }) {
      await seed(address('PRESENT'), 'the value');
      await fault('forbidden-batch');
      await rejectsWithCode(() => provider.getMany(['PRESENT', 'ABSENT'].map(address)), 'PERMISSION_DENIED');
      assert.equal((await provider.get(address('PRESENT')))?.value, 'the value');
    },
  }),
];

function namesBeyond(batch: { readonly size: number } | undefined): string[] {
  // A batch may be a whole document: 250 names are many for any backend that batches by name.
  const count = Math.min((batch?.size ?? 1) * 2 + 1, 250);
  return Array.from({ length: Math.max(count, 3) }, (_, index) => `MANY_${index}`);
}

function summary(entry: BatchEntry | undefined): string {
  if (!entry) return 'no entry';
  if ('record' in entry) return entry.record.value;
  return 'absent' in entry ? 'absent' : entry.error.code;
}

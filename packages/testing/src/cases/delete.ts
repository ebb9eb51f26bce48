import assert from 'node:assert/strict';
import { type ContractCase, contractCase } from '../contract-case.js';
import { rejectsWithCode } from '../expectations.js';

/** Deleting secrets: what was there, and what was not. */
export const deleteCases: readonly ContractCase[] = [
  contractCase({
    id: 'delete/present-returns-true-and-is-gone',
    rule: 'R10',
    needs: ['method:delete'],
    async run({ provider, address, seed, peek }) {
      await seed(address('PRESENT'), 'the value');
      assert.equal(await provider.delete(address('PRESENT')), true);
      assert.equal(await peek(address('PRESENT')), undefined);
      assert.equal(await provider.get(address('PRESENT')), undefined);
    },
  }),

  contractCase({
    id: 'delete/absent-returns-false',
    rule: 'R10',
    needs: ['method:delete'],
    async run({ provider, address, seed }) {
      await seed(address('PRESENT'), 'the value');
      assert.equal(await provider.delete(address('ABSENT')), false);
    },
  }),

  contractCase({
    id: 'delete/twice-returns-false',
    rule: 'R10',
    needs: ['method:delete'],
    async run({ provider, address, seed }) {
      await seed(address('PRESENT'), 'the value');
      assert.equal(await provider.delete(address('PRESENT')), true);
      assert.equal(await provider.delete(address('PRESENT')), false);
    },
  }),

  contractCase({
    id: 'delete/leaves-neighbours-alone',
    rule: 'R10',
    needs: ['method:delete'],
    async run({ provider, address, seed, peek }) {
      for (const name of ['TOKEN', 'TOKEN_2', 'TOKE']) await seed(address(name), `value of ${name}`);
      await provider.delete(address('TOKEN'));
      assert.equal(await peek(address('TOKEN_2')), 'value of TOKEN_2');
      assert.equal(await peek(address('TOKE')), 'value of TOKE');
    },
  }),

  contractCase({
    id: 'delete/then-set-returns-new-value',
    rule: 'R9',
    needs: ['method:delete', 'method:set'],
    async run({ provider, address, peek }) {
      await provider.set(address('AGAIN'), 'first');
      await provider.delete(address('AGAIN'));
      await provider.set(address('AGAIN'), 'second');
      assert.equal((await provider.get(address('AGAIN')))?.value, 'second');
      assert.equal(await peek(address('AGAIN')), 'second');
    },
  }),

  contractCase({
    id: 'delete/forbidden-throws-and-deletes-nothing',
    rule: 'R2',
    needs: ['method:delete', 'fault:forbidden'],
    async run({ provider, address, seed, peek, fault, clearFaults }) {
      await seed(address('PRESENT'), 'the value');
      await fault('forbidden');
      await rejectsWithCode(() => provider.delete(address('PRESENT')), 'PERMISSION_DENIED');
      await rejectsWithCode(() => provider.delete(address('ABSENT')), 'PERMISSION_DENIED');
      await clearFaults();
      assert.equal(await peek(address('PRESENT')), 'the value');
    },
  }),

  contractCase({
    id: 'delete/unavailable-throws-unavailable',
    rule: 'R2',
    needs: ['method:delete', 'fault:unavailable'],
    async run({ provider, address, seed, fault }) {
      await seed(address('PRESENT'), 'the value');
      await fault('unavailable');
      await rejectsWithCode(() => provider.delete(address('PRESENT')), 'UNAVAILABLE');
    },
  }),
];

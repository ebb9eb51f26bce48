import assert from 'node:assert/strict';
import { type ContractCase, contractCase } from '../contract-case.js';
import { rejectsWithCode } from '../expectations.js';

/** Writing secrets, one after the other and at the same time. */
export const setCases: readonly ContractCase[] = [
  contractCase({
    id: 'set/new-secret-is-stored',
    rule: 'R9',
    needs: ['method:set'],
    async run({ provider, address, peek }) {
      await provider.set(address('NEW'), 'the value');
      assert.equal(await peek(address('NEW')), 'the value');
      assert.equal((await provider.get(address('NEW')))?.value, 'the value');
    },
  }),

  contractCase({
    id: 'set/existing-secret-is-overwritten',
    rule: 'R9',
    needs: ['method:set'],
    async run({ provider, address, seed, peek }) {
      await seed(address('OLD'), 'first');
      assert.equal((await provider.get(address('OLD')))?.value, 'first');
      await provider.set(address('OLD'), 'second');
      assert.equal((await provider.get(address('OLD')))?.value, 'second');
      assert.equal(await peek(address('OLD')), 'second');
    },
  }),

  contractCase({
    id: 'set/changed-value-changes-version',
    rule: 'R9',
    needs: ['method:set'],
    async run({ provider, address }) {
      const first = await provider.set(address('VERSIONED'), 'first');
      const before = await provider.get(address('VERSIONED'));
      const second = await provider.set(address('VERSIONED'), 'second');
      const after = await provider.get(address('VERSIONED'));
      if (before?.version !== undefined) assert.notEqual(after?.version, before.version);
      if (first.version !== undefined) {
        assert.equal(first.version, before?.version);
        assert.equal(second.version, after?.version);
      }
    },
  }),

  contractCase({
    id: 'set/leaves-neighbours-alone',
    rule: 'R9',
    needs: ['method:set'],
    async run({ provider, address, seed, peek }) {
      for (const name of ['TOKEN_2', 'TOKE']) await seed(address(name), `value of ${name}`);
      await provider.set(address('TOKEN'), 'the value');
      assert.equal(await peek(address('TOKEN_2')), 'value of TOKEN_2');
      assert.equal(await peek(address('TOKE')), 'value of TOKE');
    },
  }),

  contractCase({
    id: 'set/concurrent-writes-all-survive',
    rule: 'R9',
    needs: ['method:set'],
    async run({ provider, address, peek }) {
      const names = Array.from({ length: 8 }, (_, index) => `CONCURRENT_${index}`);
      await Promise.all(names.map((name) => provider.set(address(name), `value of ${name}`)));
      for (const name of names) assert.equal(await peek(address(name)), `value of ${name}`);
    },
  }),

  contractCase({
    id: 'set/concurrent-writes-of-two-instances-survive',
    rule: 'R9',
    needs: ['method:set', 'create-provider'],
    async run({ provider, createProvider, address, peek }) {
      const other = createProvider();
      const names = Array.from({ length: 6 }, (_, index) => `CONCURRENT_${index}`);
      const writers = [provider, other];
      await Promise.all(names.map((name, index) => writers[index % 2]?.set?.(address(name), `value of ${name}`)));
      for (const name of names) assert.equal(await peek(address(name)), `value of ${name}`);
    },
  }),

  contractCase({
    id: 'set/forbidden-throws-and-writes-nothing',
    rule: 'R2',
    needs: ['method:set', 'fault:forbidden'],
    async run({ provider, address, seed, peek, fault, clearFaults }) {
      await seed(address('PRESENT'), 'the value');
      await fault('forbidden');
      await rejectsWithCode(() => provider.set(address('PRESENT'), 'changed'), 'PERMISSION_DENIED');
      await clearFaults();
      assert.equal(await peek(address('PRESENT')), 'the value');
    },
  }),
];

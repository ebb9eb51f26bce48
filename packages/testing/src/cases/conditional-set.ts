import assert from 'node:assert/strict';
import { isSecretError } from '@keyrack/core/provider';
import { type ContractCase, contractCase } from '../contract-case.js';
import { rejectsWithCode } from '../expectations.js';

/** Writing on a condition: only what is absent, or only onto one version. */
export const conditionalSetCases: readonly ContractCase[] = [
  contractCase({
    id: 'set/if-absent-creates-absent',
    rule: 'R9',
    needs: ['method:set', 'limit:conditional-create'],
    async run({ provider, address, peek }) {
      await provider.set(address('NEW'), 'the value', { ifVersion: 'absent' });
      assert.equal(await peek(address('NEW')), 'the value');
    },
  }),

  contractCase({
    id: 'set/if-absent-conflicts-with-present',
    rule: 'R9',
    needs: ['method:set', 'limit:conditional-create'],
    async run({ provider, address, seed, peek }) {
      await seed(address('PRESENT'), 'the value');
      await rejectsWithCode(() => provider.set(address('PRESENT'), 'changed', { ifVersion: 'absent' }), 'CONFLICT');
      assert.equal(await peek(address('PRESENT')), 'the value');
    },
  }),

  contractCase({
    id: 'set/if-absent-at-once-creates-one',
    rule: 'R9',
    needs: ['method:set', 'limit:conditional-create'],
    async run({ provider, address, peek }) {
      const values = ['first', 'second', 'third', 'fourth'];
      const outcomes = await Promise.allSettled(
        values.map((value) => provider.set(address('RACE'), value, { ifVersion: 'absent' })),
      );
      const winners = values.filter((_, index) => outcomes[index]?.status === 'fulfilled');
      assert.equal(winners.length, 1, `${winners.length} of ${values.length} writers think that they created it`);
      assert.equal(await peek(address('RACE')), winners[0]);
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected') assert.ok(isSecretError(outcome.reason) && outcome.reason.code === 'CONFLICT');
      }
    },
  }),

  contractCase({
    id: 'set/if-version-holds-writes',
    rule: 'R9',
    needs: ['method:set', 'limit:conditional-version'],
    async run({ provider, address, seed, peek }) {
      await seed(address('PRESENT'), 'first');
      const version = (await provider.get(address('PRESENT')))?.version;
      assert.notEqual(version, undefined, 'conditional writes need versions');
      await provider.set(address('PRESENT'), 'second', { ifVersion: version });
      assert.equal(await peek(address('PRESENT')), 'second');
    },
  }),

  contractCase({
    id: 'set/if-version-is-old-conflicts',
    rule: 'R9',
    needs: ['method:set', 'limit:conditional-version'],
    async run({ provider, address, seed, peek }) {
      await seed(address('PRESENT'), 'first');
      const version = (await provider.get(address('PRESENT')))?.version;
      await provider.set(address('PRESENT'), 'second');
      await rejectsWithCode(() => provider.set(address('PRESENT'), 'third', { ifVersion: version }), 'CONFLICT');
      assert.equal(await peek(address('PRESENT')), 'second');
    },
  }),

  contractCase({
    id: 'set/if-version-of-absent-conflicts',
    rule: 'R9',
    needs: ['method:set', 'limit:conditional-version'],
    async run({ provider, address, seed, peek, remove }) {
      await seed(address('GONE'), 'first');
      const version = (await provider.get(address('GONE')))?.version;
      await remove(address('GONE'));
      await rejectsWithCode(() => provider.set(address('GONE'), 'second', { ifVersion: version }), 'CONFLICT');
      assert.equal(await peek(address('GONE')), undefined);
    },
  }),

  contractCase({
    id: 'set/condition-without-support-throws-unsupported',
    rule: 'capabilities',
    needs: ['method:set', 'limit:no-conditional-set'],
    async run({ provider, address, peek }) {
      await rejectsWithCode(() => provider.set(address('NEW'), 'the value', { ifVersion: 'absent' }), 'UNSUPPORTED');
      assert.equal(await peek(address('NEW')), undefined);
    },
  }),
];

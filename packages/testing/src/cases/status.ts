import assert from 'node:assert/strict';
import { type ContractCase, contractCase } from '../contract-case.js';
import { rejectsWithCode } from '../expectations.js';

/** Whether a secret is there, told without its value. */
export const statusCases: readonly ContractCase[] = [
  contractCase({
    id: 'status/present-is-present',
    rule: 'R3',
    needs: ['method:status'],
    async run({ provider, address, seed }) {
      await seed(address('PRESENT'), 'the value');
      assert.equal((await provider.status(address('PRESENT'))).state, 'present');
    },
  }),

  contractCase({
    id: 'status/absent-is-absent',
    rule: 'R1',
    needs: ['method:status'],
    async run({ provider, address, seed }) {
      await seed(address('PRESENT'), 'the value');
      assert.equal((await provider.status(address('ABSENT'))).state, 'absent');
    },
  }),

  contractCase({
    id: 'status/removed-is-absent',
    rule: 'R1',
    needs: ['method:status'],
    async run({ provider, address, seed, remove }) {
      await seed(address('GONE'), 'the value');
      assert.equal((await provider.status(address('GONE'))).state, 'present');
      await remove(address('GONE'));
      assert.equal((await provider.status(address('GONE'))).state, 'absent');
    },
  }),

  contractCase({
    id: 'status/version-is-that-of-get',
    rule: 'R9',
    needs: ['method:status'],
    async run({ provider, address, seed }) {
      await seed(address('PRESENT'), 'the value');
      const status = await provider.status(address('PRESENT'));
      const record = await provider.get(address('PRESENT'));
      assert.equal(status.state, 'present');
      if (status.state === 'present' && status.version !== undefined) assert.equal(status.version, record?.version);
    },
  }),

  contractCase({
    id: 'status/empty-is-said-of-empty-values-alone',
    rule: 'R12',
    needs: ['method:status'],
    async run({ provider, address, seed }) {
      for (const [index, value] of ['the value', '0', 'null', '{}'].entries()) {
        await seed(address(`FULL_${index}`), value);
        const status = await provider.status(address(`FULL_${index}`));
        assert.ok(!('empty' in status && status.empty), `value ${index} is not empty`);
      }
    },
  }),

  contractCase({
    id: 'status/without-right-to-read-is-known',
    rule: 'R3',
    needs: ['method:status', 'deny-reads'],
    async run({ provider, address, seed, denyReads }) {
      await seed(address('PRESENT'), 'the value');
      await denyReads();
      await rejectsWithCode(() => provider.get(address('PRESENT')), 'PERMISSION_DENIED', 'DECRYPT_FAILED');
      assert.equal((await provider.status(address('PRESENT'))).state, 'present');
      assert.equal((await provider.status(address('ABSENT'))).state, 'absent');
    },
  }),

  contractCase({
    id: 'status/forbidden-throws-permission-denied',
    rule: 'R2',
    needs: ['method:status', 'fault:forbidden'],
    async run({ provider, address, seed, fault }) {
      await seed(address('PRESENT'), 'the value');
      await fault('forbidden');
      await rejectsWithCode(() => provider.status(address('PRESENT')), 'PERMISSION_DENIED');
      await rejectsWithCode(() => provider.status(address('ABSENT')), 'PERMISSION_DENIED');
    },
  }),

  contractCase({
    id: 'status/unavailable-throws-unavailable',
    rule: 'R2',
    needs: ['method:status', 'fault:unavailable'],
    async run({ provider, address, fault }) {
      await fault('unavailable');
      await rejectsWithCode(() => provider.status(address('ANY')), 'UNAVAILABLE');
    },
  }),
];

import assert from 'node:assert/strict';
import { type ContractCase, contractCase } from '../contract-case.js';
import { rejectsWithCode } from '../expectations.js';

/** Reading one secret: what is there, what is not, and what may not be read. */
export const getCases: readonly ContractCase[] = [
  contractCase({
    id: 'get/absent-returns-undefined',
    rule: 'R1',
    needs: [],
    async run({ provider, address }) {
      assert.equal(await provider.get(address('ABSENT')), undefined);
    },
  }),

  contractCase({
    id: 'get/present-returns-value',
    rule: 'R1',
    needs: [],
    async run({ provider, address, seed }) {
      await seed(address('PRESENT'), 'the value');
      assert.equal((await provider.get(address('PRESENT')))?.value, 'the value');
    },
  }),

  contractCase({
    id: 'get/record-fields-are-well-formed',
    rule: 'R1',
    needs: [],
    async run({ provider, address, seed }) {
      await seed(address('RECORD'), 'the value');
      const { value, encoding, version, updatedAt } = (await provider.get(address('RECORD'))) ?? {};
      assert.equal(typeof value, 'string');
      assert.ok(encoding === undefined || encoding === 'json');
      assert.ok(version === undefined || (typeof version === 'string' && version !== ''));
      assert.ok(updatedAt === undefined || (updatedAt instanceof Date && !Number.isNaN(updatedAt.getTime())));
    },
  }),

  contractCase({
    id: 'get/neighbours-of-present-return-undefined',
    rule: 'R11',
    needs: [],
    async run({ provider, address, seed }) {
      await seed(address('TOKEN'), 'the value');
      for (const name of ['TOKE', 'TOKEN_2', 'TOKEN1']) {
        assert.equal(await provider.get(address(name)), undefined, `"${name}" is not "TOKEN"`);
      }
    },
  }),

  contractCase({
    id: 'get/removed-behind-its-back-returns-undefined',
    rule: 'R1',
    needs: ['direct'],
    async run({ provider, address, seed, remove }) {
      await seed(address('GONE'), 'the value');
      assert.equal((await provider.get(address('GONE')))?.value, 'the value');
      await remove(address('GONE'));
      assert.equal(await provider.get(address('GONE')), undefined);
    },
  }),

  contractCase({
    id: 'get/changed-behind-its-back-returns-new-value',
    rule: 'R1',
    needs: ['direct'],
    async run({ provider, address, seed }) {
      await seed(address('CHANGED'), 'first');
      assert.equal((await provider.get(address('CHANGED')))?.value, 'first');
      await seed(address('CHANGED'), 'second');
      assert.equal((await provider.get(address('CHANGED')))?.value, 'second');
    },
  }),

  contractCase({
    id: 'get/concurrent-reads-return-their-own-values',
    rule: 'R11',
    needs: [],
    async run({ provider, address, seed }) {
      const names = Array.from({ length: 12 }, (_, index) => `CONCURRENT_${index}`);
      for (const name of names) await seed(address(name), `value of ${name}`);
      const records = await Promise.all(names.map((name) => provider.get(address(name))));
      assert.deepEqual(
        records.map((record) => record?.value),
        names.map((name) => `value of ${name}`),
      );
    },
  }),

  contractCase({
    id: 'get/forbidden-throws-permission-denied',
    rule: 'R2',
    needs: ['fault:forbidden'],
    async run({ provider, address, seed, fault }) {
      await seed(address('PRESENT'), 'the value');
      await fault('forbidden');
      await rejectsWithCode(() => provider.get(address('PRESENT')), 'PERMISSION_DENIED');
    },
  }),

  contractCase({
    id: 'get/forbidden-and-absent-throws-permission-denied',
    rule: 'R2',
    needs: ['fault:forbidden'],
    async run({ provider, address, seed, fault }) {
      await seed(address('PRESENT'), 'the value');
      await fault('forbidden');
      await rejectsWithCode(() => provider.get(address('ABSENT')), 'PERMISSION_DENIED');
    },
  }),
];

import assert from 'node:assert/strict';
import { type ContractCase, contractCase, type HarnessWith } from '../contract-case.js';
import { collect, rejectsWithCode } from '../expectations.js';

/** Going back to the value of an older version. */
export const rollbackCases: readonly ContractCase[] = [
  contractCase({
    id: 'rollback/older-value-is-the-newest',
    rule: 'R9',
    needs: ['method:rollback', 'method:set'],
    async run(harness) {
      const { provider, address, peek } = harness;
      const [first] = await threeVersions(harness);
      await provider.rollback(address('HISTORY'), first);
      assert.equal((await provider.get(address('HISTORY')))?.value, 'first');
      assert.equal(await peek(address('HISTORY')), 'first');
    },
  }),

  contractCase({
    id: 'rollback/changes-version',
    rule: 'R9',
    needs: ['method:rollback', 'method:set'],
    async run(harness) {
      const { provider, address } = harness;
      const [first, , third] = await threeVersions(harness);
      const { version } = await provider.rollback(address('HISTORY'), first);
      const after = (await provider.get(address('HISTORY')))?.version;
      // A copy of the old version, or that version itself, moved to the front: whichever way the backend has.
      assert.notEqual(after, third, 'the version is the one from before');
      if (version !== undefined) assert.equal(version, after);
    },
  }),

  contractCase({
    id: 'rollback/history-keeps-all',
    rule: 'R9',
    needs: ['method:rollback', 'method:set', 'method:versions'],
    async run(harness) {
      const { provider, address } = harness;
      const versions = await threeVersions(harness);
      await provider.rollback(address('HISTORY'), versions[0]);
      const listed = (await collect(() => provider.versions(address('HISTORY')))).map(({ version }) => version);
      for (const [index, version] of versions.entries()) {
        assert.ok(listed.includes(version), 'a version is no longer listed');
        const record = await provider.get(address('HISTORY'), { version });
        assert.equal(record?.value, ['first', 'second', 'third'][index]);
      }
    },
  }),

  contractCase({
    id: 'rollback/then-set-returns-new-value',
    rule: 'R9',
    needs: ['method:rollback', 'method:set'],
    async run(harness) {
      const { provider, address, peek } = harness;
      const [first] = await threeVersions(harness);
      await provider.rollback(address('HISTORY'), first);
      await provider.set(address('HISTORY'), 'fourth');
      assert.equal((await provider.get(address('HISTORY')))?.value, 'fourth');
      assert.equal(await peek(address('HISTORY')), 'fourth');
    },
  }),

  contractCase({
    id: 'rollback/unknown-version-throws-not-found',
    rule: 'R1',
    needs: ['method:rollback', 'method:set'],
    async run(harness) {
      const { provider, address, seed, peek } = harness;
      await seed(address('SHORT'), 'the value');
      // A version that is well-formed for this backend and belongs to another secret.
      const [, , foreign] = await threeVersions(harness);
      await rejectsWithCode(() => provider.rollback(address('SHORT'), foreign), 'NOT_FOUND');
      assert.equal(await peek(address('SHORT')), 'the value');
    },
  }),

  contractCase({
    id: 'rollback/absent-secret-throws-not-found',
    rule: 'R1',
    needs: ['method:rollback', 'method:set'],
    async run(harness) {
      const { provider, address, peek } = harness;
      const [first] = await threeVersions(harness);
      await rejectsWithCode(() => provider.rollback(address('ABSENT'), first), 'NOT_FOUND');
      assert.equal(await peek(address('ABSENT')), undefined);
    },
  }),

  contractCase({
    id: 'rollback/leaves-neighbours-alone',
    rule: 'R9',
    needs: ['method:rollback', 'method:set'],
    async run(harness) {
      const { provider, address, seed, peek } = harness;
      const [first] = await threeVersions(harness);
      for (const name of ['HISTORY_2', 'HISTOR']) await seed(address(name), `value of ${name}`);
      await provider.rollback(address('HISTORY'), first);
      for (const name of ['HISTORY_2', 'HISTOR']) assert.equal(await peek(address(name)), `value of ${name}`);
    },
  }),

  contractCase({
    id: 'rollback/forbidden-throws-and-changes-nothing',
    rule: 'R2',
    needs: ['method:rollback', 'method:set', 'fault:forbidden'],
    async run(harness) {
      const { provider, address, peek, fault, clearFaults } = harness;
      const [first] = await threeVersions(harness);
      await fault('forbidden');
      await rejectsWithCode(() => provider.rollback(address('HISTORY'), first), 'PERMISSION_DENIED');
      await rejectsWithCode(() => provider.rollback(address('ABSENT'), first), 'PERMISSION_DENIED');
      await clearFaults();
      assert.equal(await peek(address('HISTORY')), 'third');
    },
  }),

  contractCase({
    id: 'rollback/unavailable-throws-unavailable',
    rule: 'R2',
    needs: ['method:rollback', 'method:set', 'fault:unavailable'],
    async run(harness) {
      const { provider, address, fault } = harness;
      const [first] = await threeVersions(harness);
      await fault('unavailable');
      await rejectsWithCode(() => provider.rollback(address('HISTORY'), first), 'UNAVAILABLE');
    },
  }),
];

/** Writes `first`, `second` and `third`, and returns their versions. Asked for through `get`: not every client lists versions. */
async function threeVersions({
  provider,
  address,
}: HarnessWith<'method:set'>): Promise<readonly [first: string, second: string, third: string]> {
  const written = async (value: string): Promise<string> => {
    await provider.set(address('HISTORY'), value);
    const version = (await provider.get(address('HISTORY')))?.version;
    assert.ok(version !== undefined, 'a provider with `rollback` reports the version that it reads');
    return version;
  };
  return [await written('first'), await written('second'), await written('third')];
}

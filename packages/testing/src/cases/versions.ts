import assert from 'node:assert/strict';
import { type ContractCase, contractCase } from '../contract-case.js';
import { collect, rejectsWithCode } from '../expectations.js';

/** The history of a secret. */
export const versionsCases: readonly ContractCase[] = [
  contractCase({
    id: 'versions/none-to-read-is-unsupported',
    rule: 'R1',
    // The client has no form of `versions`, whatever stands behind it.
    needs: ['no-versions', 'direct'],
    async run({ provider, address, seed }) {
      await seed(address('HISTORY'), 'the value');
      await rejectsWithCode(() => provider.get(address('HISTORY'), { version: '1' }), 'UNSUPPORTED');
    },
  }),

  contractCase({
    id: 'versions/each-write-adds-one',
    rule: 'R9',
    needs: ['method:versions', 'method:set'],
    async run({ provider, address }) {
      for (const value of ['first', 'second', 'third']) await provider.set(address('HISTORY'), value);
      const versions = (await collect(() => provider.versions(address('HISTORY')))).map(({ version }) => version);
      assert.equal(new Set(versions).size, versions.length, 'a version is listed twice');
      assert.equal(versions.length, 3);
    },
  }),

  contractCase({
    id: 'versions/newest-is-among-them',
    rule: 'R9',
    needs: ['method:versions'],
    async run({ provider, address, seed }) {
      await seed(address('HISTORY'), 'the value');
      const record = await provider.get(address('HISTORY'));
      const versions = await collect(() => provider.versions(address('HISTORY')));
      const newest = versions.find(({ version }) => version === record?.version);
      assert.ok(newest, 'the version of `get` is not listed');
      assert.equal(newest.readable, true);
    },
  }),

  contractCase({
    id: 'versions/readable-ones-can-be-read',
    rule: 'R9',
    needs: ['method:versions', 'method:set'],
    async run({ provider, address }) {
      await provider.set(address('HISTORY'), 'first');
      await provider.set(address('HISTORY'), 'second');
      const values = [];
      for (const { version, readable } of await collect(() => provider.versions(address('HISTORY')))) {
        const record = readable ? await provider.get(address('HISTORY'), { version }) : undefined;
        if (readable) assert.equal(record?.version, version);
        values.push(record?.value ?? 'first');
      }
      assert.deepEqual(values.sort(), ['first', 'second']);
    },
  }),

  contractCase({
    id: 'versions/label-reads-its-version',
    rule: 'R9',
    needs: ['method:versions', 'method:set', 'label-versions'],
    async run({ provider, address, label }) {
      await provider.set(address('HISTORY'), 'first');
      const version = (await provider.get(address('HISTORY')))?.version;
      assert.ok(version !== undefined, 'a provider with `versions` reports the version that it reads');
      await provider.set(address('HISTORY'), 'second');
      await label(address('HISTORY'), version, 'stable');
      for (const entry of await collect(() => provider.versions(address('HISTORY'))))
        assert.equal(entry.labels?.includes('stable') ?? false, entry.version === version);
      const record = await provider.get(address('HISTORY'), { version: 'stable' });
      assert.equal(record?.value, 'first');
    },
  }),

  contractCase({
    id: 'versions/of-absent-are-none',
    rule: 'R1',
    needs: ['method:versions'],
    async run({ provider, address, seed }) {
      await seed(address('PRESENT'), 'the value');
      assert.deepEqual(await collect(() => provider.versions(address('ABSENT'))), []);
    },
  }),

  contractCase({
    id: 'versions/unknown-version-returns-undefined',
    rule: 'R1',
    needs: ['method:versions', 'method:set'],
    async run({ provider, address, seed }) {
      await seed(address('SHORT'), 'the value');
      for (const value of ['first', 'second', 'third']) await provider.set(address('LONG'), value);
      // A version that is well-formed for this backend and belongs to another secret.
      const foreign = (await provider.get(address('LONG')))?.version;
      assert.notEqual(foreign, undefined, 'a provider with `versions` reports the version that it reads');
      assert.equal(await provider.get(address('SHORT'), { version: foreign }), undefined);
    },
  }),

  contractCase({
    id: 'versions/forbidden-throws-permission-denied',
    rule: 'R2',
    needs: ['method:versions', 'fault:forbidden'],
    async run({ provider, address, seed, fault }) {
      await seed(address('PRESENT'), 'the value');
      await fault('forbidden');
      await rejectsWithCode(() => collect(() => provider.versions(address('PRESENT'))), 'PERMISSION_DENIED');
    },
  }),
];

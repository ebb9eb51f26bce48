import assert from 'node:assert/strict';
import { type Address, formatAddress, isSecretError, type ListEntry } from '@keyrack/core/provider';
import { type ContractCase, contractCase } from '../contract-case.js';
import { collect, outcomeOf, rejectsWithCode } from '../expectations.js';

/** Listing what is there below a prefix. */
export const listCases: readonly ContractCase[] = [
  contractCase({
    id: 'list/present-secrets-are-listed-once',
    rule: 'R1',
    needs: ['method:list', 'path-addresses'],
    async run({ provider, address, seed }) {
      const names = ['ALPHA', 'BRAVO', 'CHARLIE'];
      for (const name of names) await seed(address(name), `value of ${name}`);
      assert.deepEqual(
        textsOf(await collect(() => provider.list(folderOf(address)))),
        names.map((name) => formatAddress(address(name))),
      );
    },
  }),

  contractCase({
    id: 'list/nothing-there-lists-nothing',
    rule: 'R1',
    needs: ['method:list', 'path-addresses'],
    async run({ provider, address, seed, remove }) {
      await seed(address('GONE'), 'the value');
      await remove(address('GONE'));
      assert.deepEqual(await collect(() => provider.list(folderOf(address))), []);
    },
  }),

  contractCase({
    id: 'list/prefix-is-whole-segments',
    rule: 'R11',
    needs: ['method:list', 'path-addresses'],
    async run({ provider, address, seed }) {
      await seed(address('TOKEN_2'), 'the value');
      const outcome = await outcomeOf(() => collect(() => provider.list([...folderOf(address), 'TOKEN'])));
      // Where a prefix cannot be that long, refusing it is as good as finding nothing.
      if ('error' in outcome) return void assert.ok(isSecretError(outcome.error) && outcome.error.code === 'INVALID_ARGUMENT');
      assert.deepEqual(textsOf(outcome.value), []);
    },
  }),

  contractCase({
    id: 'list/listed-addresses-can-be-read',
    rule: 'R11',
    needs: ['method:list', 'path-addresses'],
    async run({ provider, address, seed }) {
      const names = ['ALPHA', 'BRAVO'];
      for (const name of names) await seed(address(name), `value of ${name}`);
      const values = [];
      for (const entry of await collect(() => provider.list(folderOf(address)))) {
        values.push((await provider.get(entry.address))?.value);
      }
      assert.deepEqual(values.sort(), ['value of ALPHA', 'value of BRAVO']);
    },
  }),

  contractCase({
    id: 'list/many-secrets-are-all-listed',
    rule: 'R1',
    needs: ['method:list', 'path-addresses'],
    async run({ provider, address, seed }) {
      const names = Array.from({ length: 60 }, (_, index) => `MANY_${String(index).padStart(2, '0')}`);
      for (const name of names) await seed(address(name), 'the value');
      assert.deepEqual(
        textsOf(await collect(() => provider.list(folderOf(address)))),
        names.map((name) => formatAddress(address(name))),
      );
    },
  }),

  contractCase({
    id: 'list/left-early-ends',
    rule: 'R4',
    needs: ['method:list', 'path-addresses'],
    async run({ provider, address, seed }) {
      for (const name of ['ALPHA', 'BRAVO', 'CHARLIE']) await seed(address(name), 'the value');
      for await (const entry of provider.list(folderOf(address))) {
        assert.ok(entry.address);
        break;
      }
      assert.equal((await provider.get(address('ALPHA')))?.value, 'the value');
    },
  }),

  contractCase({
    id: 'list/forbidden-throws-permission-denied',
    rule: 'R2',
    needs: ['method:list', 'path-addresses', 'fault:forbidden'],
    async run({ provider, address, seed, fault }) {
      await seed(address('PRESENT'), 'the value');
      await fault('forbidden');
      await rejectsWithCode(() => collect(() => provider.list(folderOf(address))), 'PERMISSION_DENIED');
    },
  }),

  contractCase({
    id: 'list/without-right-to-read-lists',
    rule: 'R3',
    needs: ['method:list', 'path-addresses', 'deny-reads'],
    async run({ provider, address, seed, denyReads }) {
      await seed(address('PRESENT'), 'the value');
      await denyReads();
      assert.deepEqual(textsOf(await collect(() => provider.list(folderOf(address)))), [formatAddress(address('PRESENT'))]);
    },
  }),
];

function folderOf(address: (name: string) => Address): readonly string[] {
  const probe = address('PROBE');
  return 'path' in probe ? probe.path.slice(0, -1) : [];
}

// Backends list in orders of their own.
function textsOf(entries: readonly ListEntry[]): readonly string[] {
  return entries.map((entry) => formatAddress(entry.address)).sort();
}

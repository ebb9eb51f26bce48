import assert from 'node:assert/strict';
import { type Address, isSecretError, type SecretProvider, type Supports } from '@keyrack/core/provider';
import { type ContractCase, contractCase } from '../contract-case.js';
import { outcomeOf, rejectsWithCode } from '../expectations.js';
import { confusablePaths, hostileNames, inheritedNames, invalidNames } from '../hostile-names.js';

/** Names that round-trip or are refused, and never meet. */
export const namesCases: readonly ContractCase[] = [
  contractCase({
    id: 'names/hostile-ones-round-trip-or-are-refused',
    rule: 'R11',
    needs: ['method:set'],
    async run({ provider, address }) {
      const stored = await storeEach(provider, hostileNames.map(address));
      for (const { at, value } of stored) assert.equal((await provider.get(at))?.value, value, `name ${JSON.stringify(at)}`);
    },
  }),

  contractCase({
    id: 'names/inherited-properties-are-absent',
    rule: 'R11',
    needs: [],
    async run({ provider, address, seed }) {
      await seed(address('PRESENT'), 'the value');
      for (const name of inheritedNames) {
        const outcome = await outcomeOf(() => provider.get(address(name)));
        assert.ok('error' in outcome ? isRefusal(outcome.error) : outcome.value === undefined, `"${name}" seems to be there`);
      }
    },
  }),

  contractCase({
    id: 'names/inherited-properties-round-trip-or-are-refused',
    rule: 'R11',
    needs: ['method:set'],
    async run({ provider, address }) {
      const stored = await storeEach(provider, inheritedNames.map(address));
      for (const { at, value } of stored) assert.equal((await provider.get(at))?.value, value, `name ${JSON.stringify(at)}`);
    },
  }),

  contractCase({
    id: 'names/invalid-ones-are-refused',
    rule: 'R11',
    needs: ['path-addresses'],
    async run({ provider, address }) {
      for (const name of invalidNames) await rejectsWithCode(() => provider.get(address(name)), 'INVALID_ARGUMENT');
      await rejectsWithCode(() => provider.get({ path: [] }), 'INVALID_ARGUMENT');
    },
  }),

  contractCase({
    id: 'names/invalid-ones-are-refused-before-any-request',
    rule: 'R11',
    needs: ['path-addresses', 'count-requests'],
    async run({ provider, address, requestCount }) {
      await outcomeOf(() => provider.get(address('WARM_UP')));
      const before = requestCount();
      for (const name of invalidNames) await outcomeOf(() => provider.get(address(name)));
      assert.equal(requestCount(), before);
    },
  }),

  contractCase({
    id: 'names/very-long-one-round-trips-or-is-refused',
    rule: 'R11',
    needs: ['method:set', 'path-addresses'],
    async run({ provider, address }) {
      // Two names that agree for a long way: cutting either one makes them meet.
      const names = [100, 250, 500].flatMap((length) => [`${'L'.repeat(length)}1`, `${'L'.repeat(length)}2`]);
      const stored = await storeEach(provider, names.map(address));
      for (const { at, value } of stored) assert.equal((await provider.get(at))?.value, value);
      await rejectsWithCode(() => provider.get(address('L'.repeat(5_000))), 'INVALID_ARGUMENT');
    },
  }),

  contractCase({
    id: 'names/different-paths-never-meet',
    rule: 'R11',
    needs: ['method:set', 'path-addresses'],
    async run({ provider, address }) {
      for (const group of confusablePaths) {
        const stored = await storeEach(
          provider,
          group.map((path) => below(address, path)),
        );
        for (const { at, value } of stored) assert.equal((await provider.get(at))?.value, value, `path ${JSON.stringify(at)}`);
      }
    },
  }),

  contractCase({
    id: 'names/address-keys-differ-as-addresses-do',
    rule: 'R11',
    needs: ['method:addressKey', 'path-addresses'],
    async run({ provider, address }) {
      const paths = [...hostileNames.map((name) => [name]), ...inheritedNames.map((name) => [name]), ...confusablePaths.flat()];
      const distinct = new Map(paths.map((path) => [JSON.stringify(path), below(address, path)]));
      const keys = [...distinct.values()].flatMap((at) => keyOf(provider, at));
      assert.equal(new Set(keys).size, keys.length, 'two addresses have one key');
      assert.deepEqual(
        [...distinct.values()].flatMap((at) => keyOf(provider, at)),
        keys,
        'the key of an address changes',
      );
    },
  }),

  contractCase({
    id: 'names/address-keys-cost-no-request',
    rule: 'R11',
    needs: ['method:addressKey', 'count-requests'],
    async run({ provider, address, requestCount }) {
      const before = requestCount();
      provider.addressKey(address('ANY'));
      assert.equal(requestCount(), before);
    },
  }),

  contractCase({
    id: 'names/other-form-of-address-is-refused',
    rule: 'R11',
    needs: ['limit:one-address-form'],
    async run({ provider }) {
      const other = provider.limits.addresses.includes('path') ? { reference: 'op://vault/item' } : { path: ['contract', 'ANY'] };
      await rejectsWithCode(() => provider.get(other), 'INVALID_ARGUMENT');
    },
  }),
];

/** Stores a value of its own at each address, all before any is read; what is refused is left out. */
async function storeEach(provider: Supports<'set'>, addresses: readonly Address[]): Promise<{ at: Address; value: string }[]> {
  const stored = [];
  for (const [index, at] of addresses.entries()) {
    const value = `value ${index}`;
    const outcome = await outcomeOf(() => provider.set(at, value));
    if (!('error' in outcome)) stored.push({ at, value });
    else assert.ok(isRefusal(outcome.error), `storing ${JSON.stringify(at)} failed with something else than INVALID_ARGUMENT`);
  }
  return stored;
}

function keyOf(provider: SecretProvider, address: Address): string[] {
  try {
    return provider.addressKey ? [provider.addressKey(address)] : [];
  } catch (error) {
    // A name that is refused has no key.
    if (isRefusal(error)) return [];
    throw error;
  }
}

function isRefusal(error: unknown): boolean {
  return isSecretError(error) && error.code === 'INVALID_ARGUMENT';
}

function below(address: (name: string) => Address, path: readonly string[]): Address {
  const probe = address('PROBE');
  return { path: [...('path' in probe ? probe.path.slice(0, -1) : []), ...path] };
}

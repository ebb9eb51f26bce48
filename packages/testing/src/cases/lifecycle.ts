import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { operationNames } from '@keyrack/core/provider';
import { type ContractCase, contractCase } from '../contract-case.js';
import { everyCall } from '../every-call.js';
import { hasCode, outcomeOf, rejectionOf } from '../expectations.js';

/** Making, first use and end of a provider, and what it is as an object. */
export const lifecycleCases: readonly ContractCase[] = [
  contractCase({
    id: 'lifecycle/methods-are-functions-or-absent',
    rule: 'capabilities',
    needs: [],
    async run({ provider }) {
      assert.equal(provider.contract, 1);
      assert.match(provider.kind, /^[a-z0-9-]+(\/[a-z0-9-]+)?$/);
      for (const operation of operationNames) {
        const isMethod = typeof provider[operation] === 'function';
        assert.ok(isMethod || !(operation in provider), `${operation} is there and is no function`);
      }
    },
  }),

  contractCase({
    id: 'lifecycle/limits-are-plain-and-consistent',
    rule: 'capabilities',
    needs: [],
    async run({ provider: { limits, ...methods } }) {
      assert.deepEqual(JSON.parse(JSON.stringify(limits)), limits, 'limits are data only');
      assert.ok(limits.addresses.length > 0);
      assert.ok(limits.maxValueBytes > 0);
      assert.ok(limits.concurrency >= 1);
      for (const operation of ['getMany', 'statusMany'] as const) {
        const size = limits.batch?.[operation]?.size;
        if (size !== undefined)
          assert.ok(methods[operation] && size >= 1, `\`limits.batch.${operation}\` goes with \`${operation}\``);
      }
    },
  }),

  contractCase({
    id: 'lifecycle/making-one-costs-no-request',
    rule: 'R7',
    needs: ['create-provider', 'count-requests'],
    async run({ createProvider, requestCount }) {
      const before = requestCount();
      createProvider();
      // What construction has started would be under way by now.
      await sleep(25);
      assert.equal(requestCount(), before);
    },
  }),

  contractCase({
    id: 'lifecycle/making-one-without-login-succeeds',
    rule: 'R7',
    needs: ['create-provider', 'fault:unauthenticated'],
    async run({ createProvider, address, fault }) {
      await fault('unauthenticated');
      const provider = createProvider();
      hasCode(await rejectionOf(() => provider.get(address('ANY'))), 'UNAUTHENTICATED');
    },
  }),

  contractCase({
    id: 'lifecycle/concurrent-first-calls-initialise-once',
    rule: 'R8',
    needs: ['create-provider', 'count-requests', 'direct'],
    async run({ createProvider, address, seed, requestCount }) {
      const names = ['A', 'B', 'C', 'D', 'E'];
      for (const name of names) await seed(address(name), 'the value');
      const cost = async (run: () => Promise<unknown>): Promise<number> => {
        const before = requestCount();
        await run();
        return requestCount() - before;
      };
      const provider = createProvider();
      const first = await cost(() => provider.get(address('A')));
      const later = await cost(() => provider.get(address('B')));
      const fresh = createProvider();
      const together = await cost(() => Promise.all(names.map((name) => fresh.get(address(name)))));
      assert.ok(together <= first - later + names.length * later, `five first calls cost ${together} requests`);
    },
  }),

  contractCase({
    id: 'lifecycle/failed-first-call-is-tried-again',
    rule: 'R8',
    needs: ['create-provider', 'fault:unavailable'],
    async run({ createProvider, address, seed, fault, clearFaults }) {
      await seed(address('PRESENT'), 'the value');
      const provider = createProvider();
      await fault('unavailable');
      await rejectionOf(() => provider.get(address('PRESENT')));
      await clearFaults();
      assert.equal((await provider.get(address('PRESENT')))?.value, 'the value');
    },
  }),

  contractCase({
    id: 'lifecycle/arguments-are-left-alone',
    rule: 'R14',
    needs: [],
    async run({ provider, address, seed }) {
      await seed(address('PRESENT'), 'the value');
      const addresses = ['PRESENT', 'ABSENT', 'ALSO_ABSENT'].map(address);
      const [at = address('PRESENT')] = addresses;
      const getOptions = { signal: undefined, version: undefined };
      const tags = provider.limits.metadata?.includes('tags') ? { team: 'shop' } : undefined;
      const setOptions = { signal: undefined, ifVersion: undefined, tags };
      const before = structuredClone({ addresses, getOptions, setOptions });
      await provider.get(at, getOptions);
      await provider.getMany?.(addresses, getOptions);
      await provider.set?.(at, 'changed', setOptions);
      assert.deepEqual({ addresses, getOptions, setOptions }, before);
    },
  }),

  contractCase({
    id: 'lifecycle/frozen-arguments-are-accepted',
    rule: 'R14',
    needs: [],
    async run({ provider, address, seed }) {
      await seed(address('PRESENT'), 'the value');
      const at = address('PRESENT');
      if ('path' in at) Object.freeze(at.path);
      const version = (await provider.get(at))?.version;
      for (const { operation, run } of everyCall(
        provider,
        Object.freeze({ address: Object.freeze(at), value: 'changed', version }),
      )) {
        assert.ok(!('error' in (await outcomeOf(run))), `${operation} fails with arguments that cannot be changed`);
      }
    },
  }),

  contractCase({
    id: 'lifecycle/close-twice-succeeds',
    rule: 'R13',
    needs: ['method:close'],
    async run({ provider, address }) {
      await outcomeOf(() => provider.get(address('ANY')));
      await provider.close();
      await provider.close();
    },
  }),

  contractCase({
    id: 'lifecycle/close-before-first-call-succeeds',
    rule: 'R13',
    needs: ['method:close'],
    run: ({ provider }) => provider.close(),
  }),

  contractCase({
    id: 'lifecycle/calls-after-close-throw-a-code',
    rule: 'R13',
    needs: ['method:close'],
    async run({ provider, address }) {
      await outcomeOf(() => provider.get(address('ANY')));
      await provider.close();
      for (const { operation, run } of everyCall(provider, { address: address('ANY'), value: 'the value' })) {
        const outcome = await outcomeOf(run);
        assert.ok('error' in outcome, `${operation} works after close`);
        hasCode(outcome.error);
      }
    },
  }),
];

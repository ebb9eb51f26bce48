import assert from 'node:assert/strict';
import type { Supports } from '@keyrack/core/provider';
import { type ContractCase, contractCase } from '../contract-case.js';
import { hasCode, outcomeOf } from '../expectations.js';

/** Health that is never green without a call that succeeded. */
export const checkCases: readonly ContractCase[] = [
  contractCase({
    id: 'check/reachable-is-healthy',
    rule: 'health',
    needs: ['method:check'],
    async run({ provider }) {
      assert.equal((await provider.check()).status, 'healthy');
    },
  }),

  contractCase({
    id: 'check/unavailable-is-not-healthy',
    rule: 'health',
    needs: ['method:check', 'fault:unavailable'],
    async run({ provider, fault }) {
      await fault('unavailable');
      await isNotHealthy(provider);
    },
  }),

  contractCase({
    id: 'check/unauthenticated-is-not-healthy',
    rule: 'health',
    needs: ['method:check', 'fault:unauthenticated'],
    async run({ provider, fault }) {
      await provider.check();
      await fault('unauthenticated');
      await isNotHealthy(provider);
    },
  }),

  contractCase({
    id: 'check/asks-the-backend-each-time',
    rule: 'health',
    needs: ['method:check', 'count-requests'],
    async run({ provider, requestCount }) {
      await provider.check();
      const before = requestCount();
      await provider.check();
      assert.ok(requestCount() > before, '`check` answered without a request');
    },
  }),

  contractCase({
    id: 'check/without-right-to-read-is-healthy',
    rule: 'R3',
    needs: ['method:check', 'deny-reads'],
    async run({ provider, address, seed, denyReads }) {
      await seed(address('PRESENT'), 'the value');
      await denyReads();
      assert.equal((await provider.check()).status, 'healthy');
    },
  }),
];

async function isNotHealthy(provider: Supports<'check'>): Promise<void> {
  const outcome = await outcomeOf(() => provider.check());
  if ('error' in outcome) hasCode(outcome.error);
  else assert.notEqual(outcome.value.status, 'healthy');
}

import assert from 'node:assert/strict';
import type { SetOptions } from '@keyrack/core/provider';
import { type ContractCase, contractCase } from '../contract-case.js';
import { rejectsWithCode } from '../expectations.js';
import type { PeekedMetadata } from '../harness.js';

/** What is written beside a value: description and tags. A backend may have tags of its own; only the given ones are looked at. */
export const metadataCases: readonly ContractCase[] = [
  contractCase({
    id: 'set/description-of-new-secret-is-stored',
    rule: 'R9',
    needs: ['method:set', 'limit:description', 'peek-metadata'],
    async run({ provider, address, peek, peekMetadata }) {
      await provider.set(address('NEW'), 'the value', { description: 'Login of the shop' });
      assert.equal((await peekMetadata(address('NEW')))?.description, 'Login of the shop');
      assert.equal(await peek(address('NEW')), 'the value');
    },
  }),

  contractCase({
    id: 'set/description-of-old-secret-is-replaced',
    rule: 'R9',
    needs: ['method:set', 'limit:description', 'peek-metadata'],
    async run({ provider, address, seed, peekMetadata }) {
      await seed(address('OLD'), 'first');
      for (const description of ['Login of the shop', 'Login of the warehouse']) {
        await provider.set(address('OLD'), 'second', { description });
        assert.equal((await peekMetadata(address('OLD')))?.description, description);
      }
    },
  }),

  contractCase({
    id: 'set/description-left-out-is-kept',
    rule: 'R9',
    needs: ['method:set', 'limit:description', 'peek-metadata'],
    async run({ provider, address, peekMetadata }) {
      await provider.set(address('KEPT'), 'first', { description: 'Login of the shop' });
      await provider.set(address('KEPT'), 'second');
      assert.equal((await peekMetadata(address('KEPT')))?.description, 'Login of the shop');
    },
  }),

  contractCase({
    id: 'set/tags-of-new-secret-are-stored',
    rule: 'R9',
    needs: ['method:set', 'limit:tags', 'peek-metadata'],
    async run({ provider, address, peek, peekMetadata }) {
      await provider.set(address('NEW'), 'the value', { tags: { team: 'shop', stage: 'prod' } });
      assertTags(await peekMetadata(address('NEW')), { team: 'shop', stage: 'prod' });
      assert.equal(await peek(address('NEW')), 'the value');
    },
  }),

  contractCase({
    id: 'set/tags-of-old-secret-are-added-to',
    rule: 'R9',
    needs: ['method:set', 'limit:tags', 'peek-metadata'],
    async run({ provider, address, seed, peek, peekMetadata }) {
      await seed(address('OLD'), 'first');
      await provider.set(address('OLD'), 'second', { tags: { team: 'shop', stage: 'prod' } });
      await provider.set(address('OLD'), 'third', { tags: { team: 'warehouse', owner: 'ada' } });
      assertTags(await peekMetadata(address('OLD')), { team: 'warehouse', stage: 'prod', owner: 'ada' });
      assert.equal(await peek(address('OLD')), 'third');
    },
  }),

  contractCase({
    id: 'set/tags-left-out-are-kept',
    rule: 'R9',
    needs: ['method:set', 'limit:tags', 'peek-metadata'],
    async run({ provider, address, peekMetadata }) {
      await provider.set(address('KEPT'), 'first', { tags: { team: 'shop' } });
      await provider.set(address('KEPT'), 'second');
      assertTags(await peekMetadata(address('KEPT')), { team: 'shop' });
    },
  }),

  contractCase({
    id: 'set/ill-formed-description-is-refused',
    rule: 'R12',
    needs: ['method:set', 'limit:description'],
    async run({ provider, address, peek }) {
      for (const description of ['ill-formed \ud800', 7 as never])
        await rejectsWithCode(() => provider.set(address('NEW'), 'the value', { description }), 'INVALID_ARGUMENT');
      assert.equal(await peek(address('NEW')), undefined);
    },
  }),

  contractCase({
    id: 'set/ill-formed-tags-are-refused',
    rule: 'R12',
    needs: ['method:set', 'limit:tags'],
    async run({ provider, address, peek }) {
      for (const tags of [{ team: '\udc00' }, { '\udc00': 'shop' }, { team: 7 as never }, ['team'] as never])
        await rejectsWithCode(() => provider.set(address('NEW'), 'the value', { tags }), 'INVALID_ARGUMENT');
      assert.equal(await peek(address('NEW')), undefined);
    },
  }),

  contractCase({
    id: 'set/metadata-without-support-throws-unsupported',
    rule: 'capabilities',
    needs: ['method:set', 'limit:partial-metadata'],
    async run({ provider, address, peek, requestCount }) {
      const { metadata = [] } = provider.limits;
      const before = requestCount?.();
      for (const [part, options] of Object.entries(everyMetadata)) {
        if (metadata.some((known) => known === part)) continue;
        await rejectsWithCode(() => provider.set(address('NEW'), 'the value', options), 'UNSUPPORTED');
      }
      assert.equal(requestCount?.(), before, 'the backend was asked');
      assert.equal(await peek(address('NEW')), undefined);
    },
  }),
];

const everyMetadata = {
  description: { description: 'Login of the shop' },
  tags: { tags: { team: 'shop' } },
} satisfies Record<'description' | 'tags', SetOptions>;

function assertTags(metadata: PeekedMetadata | undefined, wanted: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(wanted)) assert.equal(metadata?.tags?.[name], text, `tag ${name}`);
}

import assert from 'node:assert/strict';
import type { Supports } from '@keyrack/core/provider';
import { type ContractCase, contractCase } from '../contract-case.js';
import { hasCode, outcomeOf, rejectsWithCode } from '../expectations.js';
import type { Harness } from '../harness.js';

const pem = `-----BEGIN PRIVATE KEY-----\n${'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2\n'.repeat(4)}-----END PRIVATE KEY-----\n`;

/** Values that come back exactly as they went in, or are refused. */
export const valuesCases: readonly ContractCase[] = [
  roundTrip('values/whitespace-round-trips', [
    'line\n',
    'two\n\n',
    ' leading',
    'trailing ',
    '\ttab',
    'dos\r\nline\r\n',
    '\n',
    ' ',
  ]),
  roundTrip('values/multi-line-pem-round-trips', [pem, pem.trimEnd(), `${pem}${pem}`]),
  roundTrip('values/non-ascii-round-trips', [
    'grüße',
    'пароль',
    '秘密',
    '🔑 🗝️',
    'e\u0301 is not \u00e9',
    '\ufeffmarked',
    'a\u0085b\u2028c\u2029d',
  ]),
  roundTrip('values/json-text-round-trips', ['{"a": 1,\n "b": [true, null]}', '[]', '"quoted"', '{ not json', '1.50', '1e3']),
  roundTrip('values/text-of-other-types-round-trips', [
    'null',
    'true',
    'no',
    '007',
    '0x1F',
    '1_000',
    '2026-11-22',
    '~',
    'ENC[AES256_GCM,data:x]',
  ]),
  roundTrip('values/special-characters-round-trip', [
    '"\'`\\',
    '$HOME $\u007bHOME} $(id) %PATH%',
    '# no comment',
    ': - ? & * ! | >',
    '<a>&amp;</a>',
  ]),

  // Databases behind some backends cannot hold a zero byte, and some backends take templates for their own.
  roundTripOrRefusal('values/control-characters-round-trip-or-are-refused', ['a\0b', '\u001b[31m', 'bell\u0007', 'delete\u007f']),
  roundTripOrRefusal('values/templates-round-trip-or-are-refused', ['{{ .x }}', '{{ssm:name}}', '<% x %>', '#\u007bx}']),

  contractCase({
    id: 'values/seeded-one-is-read-exactly',
    rule: 'R12',
    needs: [],
    async run({ provider, address, seed }) {
      for (const [index, value] of [pem, 'trailing newline\n', 'grüße 🔑', '{"a": 1}', 'true'].entries()) {
        await seed(address(`SEEDED_${index}`), value);
        assert.equal((await provider.get(address(`SEEDED_${index}`)))?.value, value);
      }
    },
  }),

  contractCase({
    id: 'values/empty-one-round-trips',
    rule: 'R12',
    needs: ['method:set', 'limit:empty-value'],
    run: (harness) => roundTrips(harness, ['']),
  }),

  contractCase({
    id: 'values/empty-one-is-refused',
    rule: 'R12',
    needs: ['method:set', 'limit:no-empty-value'],
    async run({ provider, address, peek }) {
      await rejectsWithCode(() => provider.set(address('EMPTY'), ''), 'INVALID_ARGUMENT');
      assert.equal(await peek(address('EMPTY')), undefined);
    },
  }),

  contractCase({
    id: 'values/largest-one-round-trips',
    rule: 'R12',
    needs: ['method:set', 'limit:bounded-value'],
    run: (harness) => roundTrips(harness, [sized(harness.provider.limits.maxValueBytes)]),
  }),

  contractCase({
    id: 'values/one-byte-too-large-is-refused',
    rule: 'R12',
    needs: ['method:set', 'limit:bounded-value'],
    async run({ provider, address, peek }) {
      const value = sized(provider.limits.maxValueBytes + 1);
      await rejectsWithCode(() => provider.set(address('LARGE'), value), 'INVALID_ARGUMENT');
      assert.equal(await peek(address('LARGE')), undefined);
    },
  }),

  contractCase({
    id: 'values/ill-formed-one-is-refused',
    rule: 'R12',
    needs: ['method:set'],
    async run({ provider, address, peek }) {
      await rejectsWithCode(() => provider.set(address('ILL_FORMED'), 'half a pair \ud800'), 'INVALID_ARGUMENT');
      assert.equal(await peek(address('ILL_FORMED')), undefined);
    },
  }),
];

function roundTrip(id: string, values: readonly string[]): ContractCase {
  return contractCase({ id, rule: 'R12', needs: ['method:set'], run: (harness) => roundTrips(harness, values) });
}

/** Values that a backend may be unable to hold: saying so is right, changing them is not. */
function roundTripOrRefusal(id: string, values: readonly string[]): ContractCase {
  return contractCase({
    id,
    rule: 'R12',
    needs: ['method:set'],
    async run({ provider, address, peek }) {
      for (const [index, value] of values.entries()) {
        const at = address(`VALUE_${index}`);
        const outcome = await outcomeOf(() => provider.set(at, value));
        if ('error' in outcome) hasCode(outcome.error, 'INVALID_ARGUMENT');
        assert.ok((await peek(at)) === ('error' in outcome ? undefined : value), `value ${index} is held differently`);
      }
    },
  });
}

async function roundTrips(
  { provider, address, peek }: Harness & { readonly provider: Supports<'set'> },
  values: readonly string[],
): Promise<void> {
  for (const [index, value] of values.entries()) {
    const at = address(`VALUE_${index}`);
    await provider.set(at, value);
    const [read, held] = [(await provider.get(at))?.value, await peek(at)];
    // Not `assert.equal`: a difference of a value of this size would fill the screen.
    assert.ok(read === value, `value ${index} is read differently than it was written`);
    assert.ok(held === value, `value ${index} is held differently than it was written`);
  }
}

// Two bytes for each character: limits count bytes.
function sized(bytes: number): string {
  return 'é'.repeat(Math.floor(bytes / 2)) + 'x'.repeat(bytes % 2);
}

import fc from 'fast-check';
import { decryptSops } from 'sops-age';
import { describe, expect, it } from 'vitest';
import { createSopsDocument, type OpenSopsDocument, readSopsDocument, type SelectionRule, sopsToJson } from '../src/index.js';
import { goDecrypt, goEncrypt, goSet, hasGoSops } from './go-sops.js';
import { compactJson, documentJson, identities, keysOf, recipients, vector } from './vectors.js';

const now = new Date('2026-11-22T10:20:30.456Z');
const ageRecipients = [recipients.one ?? '', recipients.hybrid ?? ''];

async function open(text: string): Promise<OpenSopsDocument> {
  return (await readSopsDocument(text)).decrypt(keysOf('one'));
}

/** Names that YAML would take for something else, or not take at all. */
const hostile = [
  ...'yes no y on null ~ 123 0x1F 1e3 1_0 .inf 2024-01-01 12:30:45 true 0777 +1 << a: :a a:b #x a#b - --- ... ? = %a .5 .a'.split(
    ' ',
  ),
  ...'[a ]a {a }a ,a a,b @a `a !a &a *a |a >a a\'b a"b \'a "a a\\b a[0] \\ : é 中文 😀 __proto__ constructor toString'.split(' '),
  ...[
    '',
    ' lead',
    'trail ',
    'a: b',
    'a #b',
    '- a',
    '--- a',
    '? a',
    'tab\there',
    'line\nbreak',
    'cr\rhere',
    '\u0000',
    '\u0001',
    '\u007f',
  ],
  ...[
    '\u0085',
    '\u00a0',
    '\u2028',
    '\ufeff',
    '\ufffe',
    '\u3000',
    'x'.repeat(129),
    'é'.repeat(600),
    'a b'.repeat(300),
    '"'.repeat(200),
  ],
];

describe('new documents', () => {
  const selections: readonly (SelectionRule | undefined)[] = [
    undefined,
    { kind: 'unencrypted_suffix', pattern: '_plain' },
    { kind: 'encrypted_suffix', pattern: '!' },
    { kind: 'encrypted_regex', pattern: "^[\\s\\S]*'?: #?" },
    { kind: 'unencrypted_regex', pattern: '^\\Qclear\\E$' },
    { kind: 'unencrypted_comment_regex', pattern: 'public' },
  ];

  it.skipIf(!hasGoSops).each(selections)('open in the official tool: %o', async (selection) => {
    const document = await createSopsDocument({ ageRecipients, selection, macOnlyEncrypted: selection !== undefined });
    const suffix = { encrypted_regex: ': ', encrypted_suffix: '!' }[selection?.kind as string] ?? '';
    for (const value of ['one', '', 'two\nlines\n', '{"a": "b"}', '😀', ' # not a comment'])
      document.set(`KEY_${value.length}${suffix}`, value);
    expect(compactJson(goDecrypt(document.toText(now)))).toBe(documentJson(document));
  });

  it('hold names that YAML would take for something else', async () => {
    const document = await createSopsDocument({ ageRecipients });
    for (const [index, name] of hostile.entries()) document.set(name, `value ${index}`);
    const text = document.toText(now);
    const again = await open(text);
    expect(again.names()).toEqual(hostile);
    expect(documentJson(again)).toBe(documentJson(document));
    if (hasGoSops) expect(compactJson(goDecrypt(text))).toBe(documentJson(document));
  });

  it('let go of such names too', async () => {
    const document = await createSopsDocument({ ageRecipients });
    for (const name of hostile) document.set(name, 'first');
    const again = await open(document.toText(now));
    hostile.forEach((name, index) => {
      if (index % 3 === 0) again.delete(name);
      if (index % 3 === 1) again.set(name, 'second');
    });
    const text = again.toText(now);
    const kept = hostile.flatMap((name, index) =>
      index % 3 === 0 ? [] : [[name, index % 3 === 1 ? 'second' : 'first'] as const],
    );
    expect(documentJson(await open(text))).toBe(sopsToJson(new Map(kept)));
    if (hasGoSops) expect(compactJson(goDecrypt(text))).toBe(sopsToJson(new Map(kept)));
  });

  it('never use a nonce twice', async () => {
    const document = await createSopsDocument({ ageRecipients });
    for (let index = 0; index < 400; index++) document.set(`K${index}`, 'same');
    const nonces = [...document.toText(now).matchAll(/,iv:([^,]+),/g)].map(([, nonce]) => nonce);
    expect(nonces).toHaveLength(401);
    expect(new Set(nonces).size).toBe(401);
  });

  it('open in another reader of the format', async () => {
    const document = await createSopsDocument({ ageRecipients: [recipients.one ?? ''] });
    for (const [name, value] of [
      ['A', 'one'],
      ['MULTI', 'two\nlines'],
      ['EMOJI', '😀'],
      ['yes', 'quoted'],
    ] as const)
      document.set(name, value);
    const plain = await decryptSops(document.toText(now), { fileType: 'yaml', secretKey: identities.one ?? '' });
    expect(plain).toEqual({ A: 'one', MULTI: 'two\nlines', EMOJI: '😀', yes: 'quoted' });
  });

  it('may be empty', async () => {
    const text = (await createSopsDocument({ ageRecipients })).toText(now);
    expect((await open(text)).names()).toEqual([]);
    if (hasGoSops) expect(compactJson(goDecrypt(text))).toBe('{}');
  });
});

describe.skipIf(!hasGoSops)('encrypted trees', () => {
  const leaf = fc.oneof(
    fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed()),
    fc.boolean(),
    fc.constant(null),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Number.isInteger(value)),
  );
  const key = fc.string({ unit: 'grapheme' }).filter((text) => text.isWellFormed() && !text.endsWith('_unencrypted'));
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.array(tie('tree'), { maxLength: 4 }),
      fc
        .uniqueArray(fc.tuple(key, tie('tree')), { maxLength: 4, selector: ([name]) => name })
        .map((pairs) => Object.fromEntries(pairs)),
    ),
  }));

  it('of any shape decrypt to the same tree', async () => {
    const trees = Object.fromEntries(fc.sample(tree, { numRuns: 150, seed: 17 }).map((each, index) => [`t${index}`, each]));
    const text = goEncrypt(JSON.stringify(trees), '--age', recipients.one ?? '');
    expect(JSON.parse(documentJson(await open(text)))).toEqual(trees);
    expect(documentJson(await open(text))).toBe(compactJson(goDecrypt(text)));
  });
});

describe.skipIf(!hasGoSops)('changed documents', () => {
  it.each([
    'types',
    'nested',
    'comments',
    'documents',
    'unencrypted-suffix',
    'unencrypted-regex',
    'mac-only-encrypted',
    'shamir',
    'unencrypted-comment-regex',
  ])('%s still opens in the official tool', async (name) => {
    const document = await (await readSopsDocument(vector(name))).decrypt(keysOf('one', 'two'));
    for (const old of document.names().filter((_, index) => index % 3 === 0)) document.delete(old);
    const settable = document.names().filter((old) => !['plain', 'group', 'kept'].includes(old) && !/^note/.test(old));
    for (const old of name === 'mac-only-encrypted' ? ['db_password'] : settable) {
      if (!old.endsWith('_unencrypted')) document.set(old, `changed ${old}`);
    }
    document.set('NEW_password', 'new\nvalue');
    expect(compactJson(goDecrypt(document.toText(now)))).toBe(documentJson(document));
  });

  it('go back and forth', async () => {
    let text = vector('nested');
    for (const round of [1, 2, 3]) {
      text = goSet(text, '["top"]', JSON.stringify(`from the tool ${round}`));
      const document = await open(text);
      expect(document.get('top')).toBe(`from the tool ${round}`);
      document.set('top', `from here ${round}`);
      document.set(`round ${round}`, 'kept');
      text = document.toText(now);
    }
    expect(compactJson(goDecrypt(text))).toBe(documentJson(await open(text)));
  });
});

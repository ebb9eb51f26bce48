import { decryptSops } from 'sops-age';
import { describe, expect, it } from 'vitest';
import { createSopsDocument, type OpenSopsDocument, readSopsDocument, type SelectionRule } from '../src/index.js';
import { goDecrypt, goSet, hasGoSops } from './go-sops.js';
import { compactJson, documentJson, identities, keysOf, recipients, vector } from './vectors.js';

const now = new Date('2026-11-22T10:20:30.456Z');
const ageRecipients = [recipients.one ?? '', recipients.hybrid ?? ''];

async function open(text: string): Promise<OpenSopsDocument> {
  return (await readSopsDocument(text)).decrypt(keysOf('one'));
}

const hostile = [
  ...[
    'yes',
    'no',
    'y',
    'on',
    'null',
    '~',
    '',
    '123',
    '0x1F',
    '1e3',
    '1_0',
    '.inf',
    '2024-01-01',
    '12:30:45',
    'true',
    '0777',
    '+1',
    '<<',
  ],
  ...[
    'a: b',
    'a:',
    ':a',
    'a:b',
    '#x',
    'a #b',
    'a#b',
    ' lead',
    'trail ',
    '- a',
    '-',
    '---',
    '...',
    '--- a',
    '?',
    '? a',
    '=',
    '%a',
    '.5',
    '.a',
  ],
  ...[
    '[a',
    ']a',
    '{a',
    '}a',
    ',a',
    'a,b',
    '@a',
    '`a',
    '!a',
    '&a',
    '*a',
    '|a',
    '>a',
    "a'b",
    'a"b',
    "'a",
    '"a',
    'a\\b',
    'a[0]',
    '\\',
    ':',
  ],
  ...[
    'tab\there',
    'line\nbreak',
    'cr\rhere',
    '\u0000',
    '\u0001',
    '\u007f',
    '\u0085',
    '\u00a0',
    '\u2028',
    '\ufeff',
    '\ufffe',
    '\u3000',
  ],
  ...[
    'é',
    '中文',
    '😀',
    '__proto__',
    'constructor',
    'toString',
    'x'.repeat(129),
    'é'.repeat(600),
    'a b'.repeat(300),
    `${'"'.repeat(200)}`,
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

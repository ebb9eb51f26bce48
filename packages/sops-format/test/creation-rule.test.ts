import { describe, expect, it } from 'vitest';
import { createSopsDocument, matchCreationRule, readSopsDocument } from '../src/index.js';
import { recipients } from './vectors.js';

const { one = '', two = '' } = recipients;

describe('matchCreationRule', () => {
  it('takes the first rule whose expression is found in the path', async () => {
    const config = `creation_rules:
  - path_regex: ^prod/.*\\.enc\\.yaml$
    age: ${one}, ${two}
    encrypted_regex: ^secret
    mac_only_encrypted: true
  - age: [${one}]
    unencrypted_suffix: _clear
`;
    expect(await matchCreationRule(config, 'prod/a.enc.yaml')).toEqual({
      ageRecipients: [one, two],
      otherKeyTypes: [],
      groups: 1,
      selection: { kind: 'encrypted_regex', pattern: '^secret' },
      macOnlyEncrypted: true,
    });
    expect((await matchCreationRule(config, 'x/prod/a.enc.yaml'))?.selection).toEqual({
      kind: 'unencrypted_suffix',
      pattern: '_clear',
    });
  });

  it('can be handed to createSopsDocument', async () => {
    const rule = await matchCreationRule(
      `creation_rules: [{age: ${one}, encrypted_regex: '^S: x', mac_only_encrypted: true}]`,
      'a',
    );
    const created = await createSopsDocument(rule ?? { ageRecipients: [] });
    const { metadata } = await readSopsDocument(created.toText(new Date()));
    expect(metadata).toMatchObject({
      ageRecipients: [one],
      keyTypes: ['age'],
      selection: { kind: 'encrypted_regex', pattern: '^S: x' },
      macOnlyEncrypted: true,
      hasMac: true,
    });
  });

  it('reads anchors, key groups and merged groups', async () => {
    const config = `keys: [&me ${one}]
groups: [&base {age: [*me]}]
creation_rules:
  - path_regex: merged
    key_groups: [{merge: [*base], age: [${two}, *me]}]
  - key_groups: [{age: [*me]}, {age: [${two}], pgp: [X]}]
`;
    expect(await matchCreationRule(config, 'merged')).toMatchObject({ ageRecipients: [one, two], groups: 1 });
    const rule = await matchCreationRule(config, 'other');
    expect(rule).toMatchObject({ groups: 2, otherKeyTypes: ['pgp'] });
    await expect(createSopsDocument(rule ?? { ageRecipients: [] })).rejects.toMatchObject({ code: 'UNSUPPORTED' });
  });

  it('tells no rules from no match', async () => {
    expect(await matchCreationRule('', 'a')).toBeUndefined();
    expect(await matchCreationRule('stores: {}', 'a')).toBeUndefined();
    await expect(matchCreationRule(`creation_rules: [{path_regex: ^b, age: ${one}}]`, 'a')).rejects.toMatchObject({
      code: 'NO_RULE',
    });
  });

  it.each([
    ['an expression that is none', `creation_rules: [{path_regex: '(', age: ${one}}]`, 'BAD_RULE'],
    ['a rule without keys', 'creation_rules: [{path_regex: a}]', 'BAD_RULE'],
    ['an empty group', `creation_rules: [{key_groups: [{age: [${one}]}, {}]}]`, 'BAD_RULE'],
    ['two selections', `creation_rules: [{age: ${one}, encrypted_regex: a, encrypted_suffix: b}]`, 'BAD_RULE'],
    ['a rule that is a word', 'creation_rules: [a]', 'BAD_RULE'],
    ['broken YAML', 'creation_rules: [', 'MALFORMED'],
    [
      'aliases that multiply',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${'abcdef'.replaceAll(
        /./g,
        (letter) =>
          `${letter}${letter}: &${letter}${letter} [${Array(9)
            .fill(
              letter === 'a'
                ? '*a'
                : `*${String.fromCharCode(letter.charCodeAt(0) - 1)}${String.fromCharCode(letter.charCodeAt(0) - 1)}`,
            )
            .join(', ')}]\n`,
      )}`,
      'UNSUPPORTED',
    ],
  ])('refuses %s', async (_, config, code) => {
    await expect(matchCreationRule(config, 'a')).rejects.toMatchObject({ code });
  });
});

describe('createSopsDocument', () => {
  it.each([
    ['no recipients', { ageRecipients: [] }, 'INVALID_VALUE'],
    ['a malformed recipient', { ageRecipients: [one.slice(0, -1)] }, 'BAD_KEY'],
    ['an ssh recipient', { ageRecipients: ['ssh-ed25519 AAAA'] }, 'BAD_KEY'],
    ['an empty suffix', { ageRecipients: [one], selection: { kind: 'encrypted_suffix', pattern: '' } }, 'BAD_RULE'],
    ['a bad expression', { ageRecipients: [one], selection: { kind: 'encrypted_regex', pattern: '(' } }, 'BAD_RULE'],
  ] as const)('refuses %s', async (_, options, code) => {
    await expect(createSopsDocument(options)).rejects.toMatchObject({ code });
  });
});

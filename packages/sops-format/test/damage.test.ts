import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createSopsDocument, parseAgeIdentities, readSopsDocument, type SopsFormatError } from '../src/index.js';
import { identities, keysOf, recipients, vector } from './vectors.js';

const canary = 'c4n4ry-value';
const now = new Date('2030-01-02T03:04:05Z');

async function sample(): Promise<string> {
  const document = await createSopsDocument({ ageRecipients: [recipients.one ?? ''] });
  for (const name of ['A', 'B', 'C']) document.set(name, `${canary}-${name}`);
  document.set('E', '');
  return document.toText(now);
}

async function failure(text: string, key = 'one'): Promise<SopsFormatError> {
  return readSopsDocument(text)
    .then((document) => document.decrypt(keysOf(key)))
    .then(
      () => expect.fail('must not open'),
      (error: SopsFormatError) => error,
    );
}

/** Everything a log could make of an error. */
function printed(error: Error): string {
  const hidden = inspect(error, { depth: 9, showHidden: true, getters: true });
  return [
    error.message,
    error.stack,
    hidden,
    JSON.stringify(error),
    JSON.stringify(Object.getOwnPropertyDescriptors(error)),
  ].join('\n');
}

const value = (text: string, name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(text)?.[1] ?? '';

/** Changes one character in the middle of the part that starts with `part`. */
function flip(text: string, name: string, part: string): string {
  const sealed = value(text, name);
  const at = sealed.indexOf(part) + part.length + 3;
  return text.replace(sealed, sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1));
}

const damages: readonly [string, string, (text: string) => string][] = [
  ['a changed ciphertext', 'DECRYPT_FAILED', (text) => flip(text, 'A', 'data:')],
  ['a changed nonce', 'DECRYPT_FAILED', (text) => flip(text, 'A', 'iv:')],
  ['a changed tag', 'DECRYPT_FAILED', (text) => flip(text, 'A', 'tag:')],
  ['a tag cut to four bytes', 'DECRYPT_FAILED', (text) => text.replace(/(^A: .*tag:.{6}).*(,type)/m, '$1==$2')],
  ['values swapped between names', 'DECRYPT_FAILED', (text) => text.replace(/^(A: )(.*)\n(B: )(.*)$/m, '$1$4\n$3$2')],
  ['a renamed value', 'DECRYPT_FAILED', (text) => text.replace(/^A:/m, 'D:')],
  ['names in another order', 'MAC_MISMATCH', (text) => text.replace(/^(A: .*)\n(B: .*)$/m, '$2\n$1')],
  ['a removed value', 'MAC_MISMATCH', (text) => text.replace(/^A: .*\n/m, '')],
  ['an emptied value', 'MAC_MISMATCH', (text) => text.replace(/^A: .*/m, 'A: ""')],
  ['another type', 'DECRYPT_FAILED', (text) => text.replace(/^(A: .*)type:str/m, '$1type:int')],
  ['an unknown type', 'UNSUPPORTED', (text) => text.replace(/^(A: .*)type:str/m, '$1type:what')],
  ['a value in clear', 'MALFORMED', (text) => text.replace(/^A: .*/m, `A: ${canary}`)],
  ['a number in clear', 'MALFORMED', (text) => text.replace(/^A: .*/m, 'A: 5')],
  ['an added clear value', 'MAC_MISMATCH', (text) => `X_unencrypted: ${canary}\n${text}`],
  ['broken base64', 'MALFORMED', (text) => text.replace(/^A: ENC\[AES256_GCM,data:..../m, 'A: ENC[AES256_GCM,data:*')],
  ['a value cut off', 'MALFORMED', (text) => text.replace(/^(A: .{60}).*/m, '$1')],
  [
    'a changed mac',
    'MAC_MISMATCH',
    (text) => flip(text.replace('    mac:', 'mac:'), 'mac', 'data:').replace('\nmac:', '\n    mac:'),
  ],
  ['another lastmodified', 'MAC_MISMATCH', (text) => text.replace('2030-01-02', '2030-01-03')],
  ['a bad lastmodified', 'MALFORMED', (text) => text.replace('2030-01-02T', 'T')],
  ['no mac', 'NO_MAC', (text) => text.replace(/^ {4}mac: .*\n/m, '')],
  ['an empty mac', 'NO_MAC', (text) => text.replace(/^( {4}mac: ).*/m, '$1""')],
  ['another selection rule', 'MAC_MISMATCH', (text) => text.replace('unencrypted_suffix: _unencrypted', 'unencrypted_suffix: A')],
  ['two selection rules', 'BAD_RULE', (text) => text.replace('    version', '    encrypted_regex: x\n    version')],
  ['a bad expression', 'BAD_RULE', (text) => text.replace('unencrypted_suffix: _unencrypted', `encrypted_regex: "(${canary}"`)],
  [
    'mac_only_encrypted added',
    'MAC_MISMATCH',
    (text) => text.replace('    version', '    mac_only_encrypted: true\n    version'),
  ],
  ['a name twice', 'MALFORMED', (text) => `A: ${value(text, 'A')}\n${text}`],
  ['an alias', 'UNSUPPORTED', (text) => `X: &x ${value(text, 'A')}\nY: *x\n${text}`],
  ['no sops block', 'NOT_SOPS', (text) => text.replace(/^sops:[\s\S]*/m, '')],
  ['a list', 'MALFORMED', () => `- ${canary}\n`],
  ['nothing', 'NOT_SOPS', () => ''],
  ['bad YAML', 'MALFORMED', (text) => `A: "${canary}\nB: }{ ${canary}\n${text}`],
  ['bad indentation', 'MALFORMED', (text) => text.replace('B:', `  ${canary}: x\n B:`)],
  ['a million brackets', 'MALFORMED', () => '['.repeat(100_000)],
  ['a damaged age file', 'NO_KEY', (text) => text.replace(/YWdl..../, 'YWdlAAAA')],
  ['an age payload cut off', 'NO_KEY', (text) => text.replace(/\n.*\n( *-----END)/, '\n$1')],
];

describe('a damaged document', () => {
  it.each(damages)('with %s is refused as %s and nothing of it is shown', async (_, code, damage) => {
    const text = await sample();
    const damaged = damage(text);
    expect(damaged).not.toBe(text);
    const error = await failure(damaged);
    expect(error).toMatchObject({ name: 'SopsFormatError', code });
    const all = printed(error);
    expect(all).not.toContain(canary);
    expect(all).not.toContain(identities.one ?? 'no key');
    expect(all).not.toMatch(/ENC\[|data:[A-Za-z0-9+/]{4}/);
    expect(error.cause).toBeUndefined();
  });

  it('says where the trouble is', async () => {
    expect(await failure('a: 1\nb: "x\n')).toMatchObject({
      code: 'MALFORMED',
      line: expect.any(Number),
      column: expect.any(Number),
    });
    expect(await failure((await sample()).replace(/^B: .*/m, 'B: clear'))).toMatchObject({ line: 2, column: 4 });
  });

  it('cut off anywhere does not open', async () => {
    const text = await sample();
    for (let length = 0; length < text.length - 200; length += 200) {
      const error = await failure(text.slice(0, length));
      expect(['MALFORMED', 'NOT_SOPS', 'NO_MAC', 'NO_KEY', 'MAC_MISMATCH']).toContain(error.code);
      expect(printed(error)).not.toContain(canary);
    }
  });

  it('of another key names the recipients and never the identities', async () => {
    const error = await failure(await sample(), 'stranger');
    expect(error.code).toBe('NO_KEY');
    expect(error.message).toContain(recipients.one);
    expect(printed(error)).not.toContain('AGE-SECRET-KEY');
  });

  it('that only other key types open names them', async () => {
    const text = vector('nested').replace(
      / {4}age:[\s\S]*?recipient: .*/,
      '    pgp:\n        - {fp: X, enc: x}\n    kms:\n        - {arn: a, enc: x}',
    );
    expect((await failure(text)).message).toMatch(/no age key.*pgp, kms/);
  });
});

describe('what tolerant writers do', () => {
  it.each<[string, (text: string) => string]>([
    ['an unquoted lastmodified', (text) => text.replace('"2030-01-02T03:04:05Z"', '2030-01-02T03:04:05Z')],
    ['a lastmodified with a fraction and a zero offset', (text) => text.replace('05Z"', '05.123+00:00"')],
    ['text behind the last bracket', (text) => text.replace(/^(A: .*)$/m, '$1 tail')],
    ['empty and null key lists', (text) => text.replace('sops:\n', 'sops:\n    kms: []\n    pgp: null\n    gcp_kms:\n')],
    ['a byte order mark', (text) => `\ufeff${text}`],
    ['document marks and directives', (text) => `%YAML 1.1\n---\n${text}...\n`],
  ])('%s is accepted', async (_, change) => {
    const text = await sample();
    const opened = await (await readSopsDocument(change(text))).decrypt(keysOf('one'));
    expect(opened.get('A')).toBe(`${canary}-A`);
  });
});

describe('an open document', () => {
  it('shows no values when it is printed', async () => {
    const document = await readSopsDocument(await sample());
    const opened = await document.decrypt(keysOf('one'));
    opened.set('D', canary);
    for (const object of [document, opened]) {
      expect(`${inspect(object, { depth: 9, showHidden: true })}${JSON.stringify(object)}`).not.toContain(canary);
    }
  });
});

describe('parseAgeIdentities', () => {
  it('skips comments and blank lines, and names the bad line without quoting it', () => {
    const key = identities.one ?? '';
    expect(parseAgeIdentities(`# comment\n\n${key}\r\n`)).toEqual([key]);
    const damaged = `${key.slice(0, -1)}${key.endsWith('Q') ? 'P' : 'Q'}`;
    for (const bad of [damaged, key.toLowerCase().slice(0, 20), 'hello', key.replace('A', 'a'), `${key} ${key}`]) {
      expect(() => parseAgeIdentities(`# x\n${bad}`)).toThrow(
        expect.objectContaining({ code: 'BAD_KEY', line: 2, message: expect.not.stringContaining(bad) }),
      );
    }
  });
});

import { randomBytes } from 'node:crypto';
import { Decrypter } from 'age-encryption';
import { describe, expect, it } from 'vitest';
import { openAgeFile } from '../src/age-file.js';
import { deriveKey } from '../src/age-primitives.js';
import { openAgeHeader } from '../src/native-age.js';
import { formatX25519Identity, x25519PrivateKey, x25519PublicBytes, x25519SharedSecret } from '../src/x25519.js';
import { makeAgeFile, seal, stanza, unpadded } from './make-age-file.js';

const scalar = randomBytes(32);
const identity = formatX25519Identity(scalar);
const recipient = x25519PublicBytes(x25519PrivateKey(scalar));
const fileKey = randomBytes(16);
const plaintext = randomBytes(32);

// All points of small order (https://cr.yp.to/ecdh.html#validate), with and without the top bit, which X25519 ignores.
const lowOrder = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
  '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
].flatMap((hex) => [hex, hex.slice(0, -2) + (Number.parseInt(hex.slice(-2), 16) | 0x80).toString(16)]);

function wrapped(share: Uint8Array, secret: Uint8Array, content: Uint8Array = fileKey): Buffer {
  const key = deriveKey(secret, Buffer.concat([share, recipient]), 'age-encryption.org/v1/X25519');
  return seal(key, Buffer.alloc(12), content);
}

const ephemeral = x25519PrivateKey(randomBytes(32));
const share = x25519PublicBytes(ephemeral);
const secret = x25519SharedSecret(ephemeral, recipient);
const good = stanza(['X25519', unpadded(share)], wrapped(share, secret));
const foreign = stanza(['X25519', unpadded(share)], randomBytes(32));
const weak = Buffer.alloc(32);

async function libraryOpens(file: Uint8Array): Promise<boolean> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return decrypter.decrypt(file).then(
    () => true,
    () => false,
  );
}

async function expectVerdict(
  stanzas: readonly string[],
  verdict: 'opened' | 'refused' | 'unsure',
  opens: boolean,
): Promise<void> {
  const file = makeAgeFile(fileKey, stanzas, plaintext);
  const native = openAgeHeader(file, [identity]);
  expect(typeof native === 'string' ? native : 'opened').toBe(verdict);
  expect((await openAgeFile(file, [identity])) !== undefined).toBe(opens);
  expect(await libraryOpens(file)).toBe(opens);
}

describe('a header', () => {
  it.each([
    ['its own stanza', [good]],
    ['a stanza for another one before', [foreign, good]],
    ['stanzas nobody knows', [stanza(['!grease~', '->', '"x"'], randomBytes(100)), good, stanza(['y'], randomBytes(0))]],
    ['a body of one full line', [stanza(['z'], randomBytes(48)), good]],
    ['a weak share behind its own stanza', [good, stanza(['X25519', unpadded(weak)], wrapped(weak, weak))]],
  ])('is opened natively with %s', async (_, stanzas) => {
    await expectVerdict(stanzas, 'opened', true);
  });

  it.each([
    ['no stanza', [], false],
    ['an argument too many', [stanza(['X25519', unpadded(share), 'x'], wrapped(share, secret))], false],
    ['no share', [stanza(['X25519'], wrapped(share, secret))], false],
    ['a short share', [stanza(['X25519', unpadded(share.subarray(1))], wrapped(share, secret))], false],
    ['a padded share', [stanza(['X25519', `${unpadded(share)}=`], wrapped(share, secret))], false],
    ['a long file key', [stanza(['X25519', unpadded(share)], wrapped(share, secret, randomBytes(24)))], false],
    ['a malformed stanza behind its own', [good, stanza(['X25519', 'AA'], randomBytes(32))], true],
    ['a passphrase beside its own', [good, stanza(['scrypt', unpadded(randomBytes(16)), '10'], randomBytes(32))], true],
    ['two spaces', [good.replace('X25519 ', 'X25519  ')], false],
    ['a line end of Windows', [good.replace('\n', '\r\n')], false],
    ['a letter beyond ASCII', [good, stanza(['\u00e9'], randomBytes(3))], false],
    ['a missing last line', [`${good.split('\n')[0]}\n${unpadded(randomBytes(48))}`], false],
    ['a text that is not canonical', [good.replace(/.$/, (letter) => String.fromCharCode(letter.charCodeAt(0) + 1))], false],
  ])('is left to the library with %s', async (_, stanzas, opens) => {
    await expectVerdict(stanzas, 'unsure', opens);
  });

  it.each(lowOrder)('is refused with the share of low order %s, although key and code would be right', async (hex) => {
    const point = Buffer.from(hex, 'hex');
    await expectVerdict([stanza(['X25519', unpadded(point)], wrapped(point, weak))], 'unsure', false);
    await expectVerdict([stanza(['X25519', unpadded(point)], wrapped(point, weak)), good], 'unsure', false);
  });

  it('is refused when the code belongs to another file key', async () => {
    const other = randomBytes(16);
    const native = openAgeHeader(makeAgeFile(other, [good], plaintext), [identity]);
    expect(native).toBe('refused');
  });
});

describe('a payload', () => {
  it.each([
    [0, false],
    [1, true],
    [65_536, true],
    [65_537, false],
  ])('of %i bytes in one chunk', async (size, opens) => {
    const file = makeAgeFile(fileKey, [good], randomBytes(size));
    expect((await openAgeFile(file, [identity])) !== undefined).toBe(opens);
  });
});

import crypto, { randomBytes } from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { armor, Decrypter, Encrypter, generateHybridIdentity, generateX25519Identity, identityToRecipient } from 'age-encryption';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openAgeFile } from '../src/age-file.js';
import { recipientOf } from '../src/index.js';
import { openAgeHeader } from '../src/native-age.js';
import { formatX25519Identity, readX25519Identity } from '../src/x25519.js';

const runs = { numRuns: 25 };
const sizes = fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 65_500, max: 65_536 }));
const scalars = fc.uint8Array({ minLength: 32, maxLength: 32 });

/** What the library makes of a file, or `undefined` when it refuses. */
async function judge(source: string | Uint8Array, identities: readonly string[]): Promise<Buffer | undefined> {
  const decrypter = new Decrypter();
  for (const identity of identities) decrypter.addIdentity(identity);
  try {
    return Buffer.from(await decrypter.decrypt(typeof source === 'string' ? armor.decode(source) : source));
  } catch {
    // Refused, which is an answer.
    return undefined;
  }
}

async function ours(source: string | Uint8Array, identities: readonly string[]): Promise<Buffer | undefined> {
  const plaintext = await openAgeFile(source, identities);
  return plaintext === undefined ? undefined : Buffer.from(plaintext);
}

async function sealFor(identities: readonly string[], plaintext: Uint8Array): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  for (const identity of identities) encrypter.addRecipient(await identityToRecipient(identity));
  return encrypter.encrypt(plaintext);
}

function verdict(file: Uint8Array, identities: readonly string[]): string {
  const opened = openAgeHeader(Buffer.from(file), identities);
  return typeof opened === 'string' ? opened : 'opened';
}

afterEach(() => {
  vi.restoreAllMocks();
  syncBuiltinESMExports();
});

describe('X25519 by Node, judged by the library', () => {
  it('gives the same recipient for any identity', async () => {
    await fc.assert(
      fc.asyncProperty(scalars, async (scalar) => {
        const identity = formatX25519Identity(scalar);
        expect(Buffer.from(readX25519Identity(identity) ?? [])).toEqual(Buffer.from(scalar));
        expect(await recipientOf(identity)).toBe(await identityToRecipient(identity));
      }),
      runs,
    );
  });

  it('opens what the library seals, for any of the recipients and whatever else is on the ring', async () => {
    const keys = fc.uniqueArray(scalars, {
      minLength: 1,
      maxLength: 4,
      selector: (scalar) => Buffer.from(scalar).toString('hex'),
    });
    await fc.assert(
      fc.asyncProperty(keys, sizes, fc.nat(), fc.nat(), async (all, size, some, own) => {
        const ring = all.map((scalar) => formatX25519Identity(scalar));
        const to = ring.slice(0, (some % ring.length) + 1);
        const plaintext = randomBytes(size);
        const file = await sealFor(to, plaintext);
        const one = to[own % to.length] ?? '';
        for (const identities of [[one], ring, ring.toReversed()]) {
          expect(verdict(file, identities)).toBe('opened');
          for (const source of [file, armor.encode(file)]) {
            expect(await ours(source, identities)).toEqual(plaintext);
            expect(await judge(source, identities)).toEqual(plaintext);
          }
        }
      }),
      runs,
    );
  });

  it('is sure that a file for others is not its own', async () => {
    const [mine, theirs, more] = await Promise.all([1, 2, 3].map(() => generateX25519Identity()));
    const file = await sealFor([theirs ?? '', more ?? ''], randomBytes(32));
    for (const identities of [[], [mine ?? ''], [mine ?? '', await generateHybridIdentity()]]) {
      expect(verdict(file, identities)).toBe('refused');
      expect(await ours(file, identities)).toBeUndefined();
      expect(await judge(file, identities)).toBeUndefined();
    }
  });

  it('leaves a hybrid file to the library, unless there is no key for it', async () => {
    const [classic, hybrid] = [await generateX25519Identity(), await generateHybridIdentity()];
    const plaintext = randomBytes(32);
    const file = await sealFor([hybrid], plaintext);
    expect(verdict(file, [classic, hybrid])).toBe('unsure');
    expect(await ours(file, [classic, hybrid])).toEqual(plaintext);
    expect(verdict(file, [classic])).toBe('refused');
    expect(await judge(file, [classic])).toBeUndefined();
  });

  it('refuses a malformed identity beside a good one, and does not quote it', async () => {
    const good = await generateX25519Identity();
    const file = await sealFor([good], randomBytes(32));
    const short = formatX25519Identity(randomBytes(31));
    const padded = 'AGE-SECRET-KEY-1888888888888888888888888888888888888888888888888888P5X7HCN'; // with bits behind its 32 bytes
    for (const bad of ['AGE-SECRET-KEY-1CANARY', short, padded, good.toLowerCase(), `${good}Q`]) {
      const error = await openAgeFile(file, [good, bad]).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: 'BAD_KEY' });
      expect(String(error)).not.toContain(bad);
    }
    for (const bad of [short, padded, good.toLowerCase()])
      await expect(recipientOf(bad)).rejects.toMatchObject({ code: 'BAD_KEY' });
  });
});

describe('a changed file', () => {
  it('is refused wherever a bit is turned, or a byte is cut off or added', async () => {
    const [one, two] = [await generateX25519Identity(), await generateX25519Identity()];
    const file = await sealFor([one, two], randomBytes(32));
    for (let at = 0; at < file.length; at += 1) {
      const turned = Uint8Array.from(file);
      turned[at] = (turned[at] ?? 0) ^ (1 << (at % 8));
      const cut = file.slice(0, at);
      const longer = new Uint8Array([...file.slice(0, at), 65, ...file.slice(at)]);
      for (const changed of [turned, cut, longer]) {
        expect(await ours(changed, [two])).toBeUndefined();
        expect(await judge(changed, [two])).toBeUndefined();
      }
    }
  });

  it('is refused or not as the library does, when the armor was changed', async () => {
    const identity = await generateX25519Identity();
    const text = armor.encode(await sealFor([identity], randomBytes(33)));
    const change = fc.tuple(
      fc.nat(text.length),
      fc.nat(2),
      fc.constantFrom('\n', '\r\n', '\r', ' ', '=', '==', 'A', '-', '_', '\t', 'é'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 2 }), async (changes) => {
        const changed = changes.reduce((now, [at, cut, put]) => now.slice(0, at) + put + now.slice(at + cut), text);
        expect(await ours(changed, [identity])).toEqual(await judge(changed, [identity]));
      }),
      { numRuns: 500 },
    );
    for (const changed of [text.replaceAll('\n', '\r\n'), `\n \t${text}\r\n `])
      expect(await ours(changed, [identity])).toBeDefined();
  });
});

describe('a shared secret of zeros', () => {
  it('is refused even if the crypto library lets it pass', async () => {
    const identity = await generateX25519Identity();
    const file = await sealFor([identity], randomBytes(32));
    vi.spyOn(crypto, 'diffieHellman').mockImplementation(() => Buffer.alloc(32));
    syncBuiltinESMExports();
    expect(verdict(file, [identity])).toBe('unsure');
    expect(crypto.diffieHellman).toHaveBeenCalledOnce();
  });
});

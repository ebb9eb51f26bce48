import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import { type AgeHeader, type AgeStanza, parseAgeHeader } from './age-header.js';
import { deriveKey, openOnce } from './age-primitives.js';
import { decodeUnpaddedBase64 } from './base64.js';
import { decodeBech32 } from './bech32.js';
import { readX25519Identity, x25519Bytes, x25519PrivateKey, x25519PublicBytes, x25519SharedSecret } from './x25519.js';

// 16 bytes of key and their tag. A body of another length could be one ciphertext for several keys.
const bodyBytes = 32;

/** The key to the payload of an age file, and the payload. The key is to be wiped after use. */
export interface OpenedHeader {
  readonly fileKey: Uint8Array;
  readonly payload: Buffer;
}

/** An X25519 stanza that has the right form. */
interface Wrap {
  readonly share: Buffer;
  readonly body: Buffer;
}

function readWrap({ args, body }: AgeStanza): Wrap | undefined {
  const [text, ...more] = args;
  const share = text === undefined || more.length > 0 ? undefined : decodeUnpaddedBase64(text);
  return share?.length === x25519Bytes && body.length === bodyBytes ? { share, body } : undefined;
}

/** The X25519 stanzas, or `undefined` when another one might matter to one of the identities. */
function readWraps(header: AgeHeader, hasHybrid: boolean): Wrap[] | undefined {
  const wraps: Wrap[] = [];
  for (const stanza of header.stanzas) {
    if (stanza.type === 'X25519') {
      const wrap = readWrap(stanza);
      if (wrap === undefined) return undefined;
      wraps.push(wrap);
      // A passphrase must be alone. Any other type is for others, as long as all identities are classic ones.
    } else if (hasHybrid || stanza.type === 'scrypt') return undefined;
  }
  return wraps;
}

function unwrap(privateKey: KeyObject, { share, body }: Wrap): Buffer | undefined {
  const secret = x25519SharedSecret(privateKey, share);
  const salt = Buffer.concat([share, x25519PublicBytes(privateKey)]);
  const key = deriveKey(secret, salt, 'age-encryption.org/v1/X25519');
  secret.fill(0);
  // Each key wraps once, so age leaves the nonce at zero.
  return openOnce(key, Buffer.alloc(12), body);
}

function unwrapAny(scalars: readonly Uint8Array[], wraps: readonly Wrap[]): Buffer | undefined {
  for (const scalar of wraps.length === 0 ? [] : scalars) {
    const privateKey = x25519PrivateKey(scalar);
    for (const wrap of wraps) {
      const fileKey = unwrap(privateKey, wrap);
      if (fileKey !== undefined) return fileKey;
    }
  }
  return undefined;
}

function isAuthentic({ covered, mac }: AgeHeader, fileKey: Uint8Array): boolean {
  const key = deriveKey(fileKey, Buffer.alloc(0), 'header');
  const expected = createHmac('sha256', key).update(covered).digest();
  key.fill(0);
  return timingSafeEqual(expected, mac);
}

function isHybridIdentity(text: string): boolean {
  const seed = text.startsWith('AGE-SECRET-KEY-PQ-1') ? decodeBech32(text, 'age-secret-key-pq-') : undefined;
  seed?.fill(0);
  return seed?.length === 32;
}

function openWith(file: Buffer, scalars: readonly Uint8Array[], hasHybrid: boolean): OpenedHeader | 'refused' | 'unsure' {
  const header = parseAgeHeader(file);
  const wraps = header === undefined ? undefined : readWraps(header, hasHybrid);
  if (header === undefined || wraps === undefined) return 'unsure';
  const fileKey = unwrapAny(scalars, wraps);
  if (fileKey === undefined) return 'refused';
  if (isAuthentic(header, fileKey)) return { fileKey, payload: file.subarray(header.length) };
  fileKey.fill(0);
  return 'refused';
}

/**
 * Opens the header of a binary age file with what Node has, as far as X25519 goes.
 *
 * `refused` is as final as the library's refusal: the file is for others, or its header was changed. `unsure` leaves the file to the
 * library: another kind of key might open it, or something is not exactly as the specification has it.
 */
export function openAgeHeader(file: Buffer, identities: readonly string[]): OpenedHeader | 'refused' | 'unsure' {
  const scalars: Uint8Array[] = [];
  let hasHybrid = false;
  try {
    for (const identity of identities) {
      const scalar = readX25519Identity(identity);
      if (scalar !== undefined) scalars.push(scalar);
      else if (isHybridIdentity(identity)) hasHybrid = true;
      else return 'unsure';
    }
    return openWith(file, scalars, hasHybrid);
  } catch {
    // Node throws for a share of low order, and where it was built or told to do without X25519. The library says which it is.
    return 'unsure';
  } finally {
    for (const scalar of scalars) scalar.fill(0);
  }
}

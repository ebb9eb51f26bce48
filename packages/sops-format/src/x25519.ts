import { createPrivateKey, createPublicKey, diffieHellman, type KeyObject, timingSafeEqual } from 'node:crypto';
import { decodeBech32, encodeBech32 } from './bech32.js';

export const x25519Bytes = 32;

const identityPrefix = 'age-secret-key-';

// What RFC 8410 puts before a private key. Node 22 cannot import one raw, and as JWK, which is what public keys take here because
// OpenSSL's own reader is slow at its first use, it would stay behind in a string.
const privateStart = '302e020100300506032b656e04220420';

/** The secret scalar of a classic identity (`AGE-SECRET-KEY-1…`), or `undefined` for any other text. To be wiped after use. */
export function readX25519Identity(text: string): Uint8Array | undefined {
  // Upper case, as the library has it, although Bech32 would allow the other.
  const scalar = text.startsWith('AGE-SECRET-KEY-1') ? decodeBech32(text, identityPrefix) : undefined;
  return scalar?.length === x25519Bytes ? scalar : undefined;
}

/** Spells 32 secret bytes as an identity; any 32 bytes are one. */
export function formatX25519Identity(scalar: Uint8Array): string {
  return encodeBech32(scalar, identityPrefix).toUpperCase();
}

/** Makes a key of the scalar, which stays the caller's to wipe. */
export function x25519PrivateKey(scalar: Uint8Array): KeyObject {
  const der = Buffer.concat([Buffer.from(privateStart, 'hex'), scalar]);
  try {
    return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  } finally {
    der.fill(0);
  }
}

/** The 32 public bytes that belong to a private key. */
export function x25519PublicBytes(privateKey: KeyObject): Buffer {
  return Buffer.from(createPublicKey(privateKey).export({ format: 'jwk' }).x ?? '', 'base64url');
}

/** The recipient (`age1…`) of a scalar. */
export function x25519Recipient(scalar: Uint8Array): string {
  return encodeBech32(x25519PublicBytes(x25519PrivateKey(scalar)), 'age');
}

/**
 * The secret that both sides compute, to be wiped after use.
 *
 * @throws for a share of low order, which would make the secret known to everyone.
 */
export function x25519SharedSecret(privateKey: KeyObject, share: Uint8Array): Buffer {
  const x = Buffer.from(share).toString('base64url');
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x }, format: 'jwk' });
  const secret = diffieHellman({ privateKey, publicKey });
  // OpenSSL refuses by itself. The specification asks for it, so it does not hang on the crypto library of a runtime.
  if (timingSafeEqual(secret, Buffer.alloc(secret.length))) throw new Error('low order');
  return secret;
}

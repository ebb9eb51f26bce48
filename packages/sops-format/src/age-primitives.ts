import { createDecipheriv, hkdfSync } from 'node:crypto';
import { openAuthenticated } from './open-authenticated.js';

const tagBytes = 16;

/** HKDF with SHA-256, as age derives each of its keys. */
export function deriveKey(secret: Uint8Array, salt: Uint8Array, info: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, info, 32));
}

/** Opens ChaCha20-Poly1305 and wipes the key, which age uses once; `undefined` when the key is another one or the text was damaged. */
export function openOnce(key: Buffer, nonce: Uint8Array, sealed: Uint8Array): Buffer | undefined {
  const decipher = createDecipheriv('chacha20-poly1305', key, nonce, { authTagLength: tagBytes });
  key.fill(0);
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  return openAuthenticated(decipher, sealed.subarray(0, -tagBytes));
}

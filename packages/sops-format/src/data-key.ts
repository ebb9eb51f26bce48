import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomFillSync } from 'node:crypto';
import { openAuthenticated } from './open-authenticated.js';
import { formatSealed, type SealedText } from './sealed-text.js';
import { SopsFormatError } from './sops-format-error.js';

const nonceBytes = 32;
const tagBytes = 16;
const keyBytes = 32;

/** Random bytes are fetched in blocks, because one system call per nonce doubles the cost of encrypting. */
const pool = Buffer.alloc(nonceBytes * 128);
let used = pool.length;

function freshNonce(): Buffer {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const nonce = Buffer.from(pool.subarray(used, used + nonceBytes));
  used += nonceBytes;
  return nonce;
}

/** The key of one document. The path of a value is bound to its ciphertext, so a value moved elsewhere does not open. */
export interface DataKey {
  /** The plaintext, or `undefined` when the text was damaged, moved, or written under another key. */
  open(sealed: SealedText, path: string): Buffer | undefined;
  /** Encrypts under a nonce of its own; `plaintext` must not be empty. */
  seal(plaintext: Buffer, type: string, path: string): string;
}

function open(key: KeyObject, sealed: SealedText, path: string): Buffer | undefined {
  // Shorter tags are legal for the cipher and would make forging a value cheap.
  if (sealed.tag.length !== tagBytes) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.nonce, { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(path));
  decipher.setAuthTag(sealed.tag);
  return openAuthenticated(decipher, sealed.data);
}

function seal(key: KeyObject, plaintext: Buffer, type: string, path: string): string {
  const nonce = freshNonce();
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(path));
  const data = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return formatSealed({ data, nonce, tag: cipher.getAuthTag(), type });
}

/** Takes the 32 bytes over and wipes them: the copy inside the key object is the only one left. */
export function dataKeyFrom(bytes: Uint8Array): DataKey {
  if (bytes.length !== keyBytes) {
    throw new SopsFormatError('DECRYPT_FAILED', `the data key has ${bytes.length} bytes instead of ${keyBytes}`);
  }
  // A key object, because Node is several times slower with raw bytes.
  const key = createSecretKey(bytes);
  bytes.fill(0);
  return {
    open: (sealed, path) => open(key, sealed, path),
    seal: (plaintext, type, path) => seal(key, plaintext, type, path),
  };
}

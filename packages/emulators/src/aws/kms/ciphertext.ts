import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Pairs that a ciphertext is bound to: it decrypts with the same ones only. */
export type EncryptionContext = Readonly<Record<string, string>>;

const idBytes = 16;
const nonceBytes = 12;
const tagBytes = 16;

/** Encrypts with AES-256-GCM; the result begins with the key's id, because AWS finds the key by the ciphertext too. */
export function seal(keyId: string, material: Buffer, plaintext: Uint8Array, context: EncryptionContext): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', material, nonce).setAAD(canonical(context));
  const sealed = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([Buffer.from(keyId.replaceAll('-', ''), 'hex'), nonce, cipher.getAuthTag(), sealed]);
}

/** The id of the key that a ciphertext was made with, whether or not there is such a key. */
export function keyIdOf(ciphertext: Uint8Array): string {
  const hex = Buffer.from(ciphertext.subarray(0, idBytes)).toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The plaintext, `undefined` when the ciphertext was altered or belongs to another key or context. */
export function unseal(material: Buffer, ciphertext: Uint8Array, context: EncryptionContext): Buffer | undefined {
  if (ciphertext.byteLength < idBytes + nonceBytes + tagBytes) return undefined;
  const nonce = ciphertext.subarray(idBytes, idBytes + nonceBytes);
  const tag = ciphertext.subarray(idBytes + nonceBytes, idBytes + nonceBytes + tagBytes);
  const decipher = createDecipheriv('aes-256-gcm', material, nonce, { authTagLength: tagBytes });
  decipher.setAAD(canonical(context)).setAuthTag(tag);
  const start = decipher.update(ciphertext.subarray(idBytes + nonceBytes + tagBytes));
  try {
    return Buffer.concat([start, decipher.final()]);
  } catch {
    return undefined;
  }
}

function canonical(context: EncryptionContext): Buffer {
  return Buffer.from(JSON.stringify(Object.entries(context).toSorted(([a], [b]) => (a < b ? -1 : 1))));
}

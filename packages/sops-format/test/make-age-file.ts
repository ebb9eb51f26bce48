import { createCipheriv, createHmac, randomBytes } from 'node:crypto';
import { deriveKey } from '../src/age-primitives.js';

export function unpadded(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replace(/=+$/, '');
}

/** The lines of a stanza. */
export function stanza(args: readonly string[], body: Uint8Array): string {
  const text = unpadded(body);
  return [`-> ${args.join(' ')}`, ...(text.match(/.{64}/g) ?? []), text.slice(text.length - (text.length % 64))].join('\n');
}

export function seal(key: Uint8Array, nonce: Uint8Array, plaintext: Uint8Array): Buffer {
  const cipher = createCipheriv('chacha20-poly1305', key, nonce, { authTagLength: 16 });
  return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/** A file with any stanzas, whose authentication code and payload are right for the file key. */
export function makeAgeFile(fileKey: Uint8Array, stanzas: readonly string[], plaintext: Uint8Array): Buffer {
  const covered = ['age-encryption.org/v1', ...stanzas, '---'].join('\n');
  const mac = createHmac('sha256', deriveKey(fileKey, Buffer.alloc(0), 'header'))
    .update(covered)
    .digest();
  const nonce = randomBytes(16);
  const last = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
  return Buffer.concat([
    Buffer.from(`${covered} ${unpadded(mac)}\n`, 'latin1'),
    nonce,
    seal(deriveKey(fileKey, nonce, 'payload'), last, plaintext),
  ]);
}

import { createDecipheriv, hkdfSync } from 'node:crypto';
import { SopsFormatError } from './sops-format-error.js';

const nonceBytes = 16;
const tagBytes = 16;
const chunkBytes = 64 * 1024;
const lastChunk = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);

/** Length of the header, its MAC line included. The library wants the header alone. */
function headerLength(file: Buffer): number | undefined {
  const footer = file.indexOf('\n--- ');
  const end = footer === -1 ? -1 : file.indexOf('\n', footer + 1);
  return end === -1 ? undefined : end + 1;
}

/** Opens the payload of an age file that fits into one chunk, as every data key does. */
function openPayload(fileKey: Uint8Array, payload: Buffer): Uint8Array | undefined {
  const sealed = payload.subarray(nonceBytes);
  if (sealed.length <= tagBytes || sealed.length > chunkBytes + tagBytes) return undefined;
  const streamKey = Buffer.from(hkdfSync('sha256', fileKey, payload.subarray(0, nonceBytes), 'payload', 32));
  const decipher = createDecipheriv('chacha20-poly1305', streamKey, lastChunk, { authTagLength: tagBytes });
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  const plaintext = decipher.update(sealed.subarray(0, -tagBytes));
  streamKey.fill(0);
  try {
    decipher.final();
    return plaintext;
  } catch {
    plaintext.fill(0);
    return undefined;
  }
}

/**
 * Opens a small armored age file with the first identity that fits; `undefined` when none does or the file is damaged.
 *
 * The library reads the header only: its own way through the payload makes Node load the whole fetch machinery, for 32 bytes.
 *
 * @throws `BAD_KEY` when an identity is malformed.
 */
export async function openAgeFile(armored: string, identities: readonly string[]): Promise<Uint8Array | undefined> {
  const { armor, Decrypter } = await import('./age-library.js');
  const decrypter = new Decrypter();
  try {
    for (const identity of identities) decrypter.addIdentity(identity);
  } catch {
    throw new SopsFormatError('BAD_KEY', 'one of the age identities is malformed');
  }
  let file: Buffer;
  let fileKey: Uint8Array;
  try {
    file = Buffer.from(armor.decode(armored));
    fileKey = await decrypter.decryptHeader(file.subarray(0, headerLength(file)));
  } catch {
    // Not armored, no age header, or none of the identities: the caller tries the next entry and then says what was tried.
    return undefined;
  }
  const plaintext = openPayload(fileKey, file.subarray(headerLength(file)));
  fileKey.fill(0);
  return plaintext;
}

/**
 * Encrypts a few bytes to one recipient, armored.
 *
 * @throws `BAD_KEY` when the recipient is malformed.
 */
export async function sealAgeFile(plaintext: Uint8Array, recipient: string): Promise<string> {
  const { armor, Encrypter } = await import('./age-library.js');
  const encrypter = new Encrypter();
  try {
    encrypter.addRecipient(recipient);
  } catch {
    throw new SopsFormatError('BAD_KEY', 'one of the age recipients is malformed');
  }
  return armor.encode(await encrypter.encrypt(plaintext));
}

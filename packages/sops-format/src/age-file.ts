import { decodeArmor } from './age-armor.js';
import { headerLength } from './age-header.js';
import { deriveKey, openOnce } from './age-primitives.js';
import { type OpenedHeader, openAgeHeader } from './native-age.js';
import { SopsFormatError } from './sops-format-error.js';

const nonceBytes = 16;
const tagBytes = 16;
const chunkBytes = 64 * 1024;
const lastChunk = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);

/** Opens the payload of an age file that fits into one chunk, as every data key does. */
function openPayload(fileKey: Uint8Array, payload: Buffer): Uint8Array | undefined {
  const sealed = payload.subarray(nonceBytes);
  if (sealed.length <= tagBytes || sealed.length > chunkBytes + tagBytes) return undefined;
  return openOnce(deriveKey(fileKey, payload.subarray(0, nonceBytes), 'payload'), lastChunk, sealed);
}

/** The library reads the header only: its own way through the payload makes Node load the whole fetch machinery, for 32 bytes. */
async function openHeaderByLibrary(
  source: string | Uint8Array,
  identities: readonly string[],
): Promise<OpenedHeader | 'refused'> {
  const { armor, Decrypter } = await import('./age-library.js');
  const decrypter = new Decrypter();
  try {
    for (const identity of identities) decrypter.addIdentity(identity);
  } catch {
    throw new SopsFormatError('BAD_KEY', 'one of the age identities is malformed');
  }
  try {
    const file = Buffer.from(typeof source === 'string' ? armor.decode(source) : source);
    const fileKey = await decrypter.decryptHeader(file.subarray(0, headerLength(file)));
    return { fileKey, payload: file.subarray(headerLength(file)) };
  } catch {
    // Not armored, no age header, or none of the identities: the caller tries the next entry and then says what was tried.
    return 'refused';
  }
}

/**
 * Opens a small age file with the first identity that fits; `undefined` when none does or the file is damaged.
 *
 * Text is taken as armored, bytes as they are. The library is loaded only for what `openAgeHeader` leaves open.
 *
 * @throws `BAD_KEY` when an identity is malformed.
 */
export async function openAgeFile(source: string | Uint8Array, identities: readonly string[]): Promise<Uint8Array | undefined> {
  const file = typeof source === 'string' ? decodeArmor(source) : Buffer.from(source);
  const native = file === undefined ? 'unsure' : openAgeHeader(file, identities);
  const opened = native === 'unsure' ? await openHeaderByLibrary(source, identities) : native;
  if (opened === 'refused') return undefined;
  const plaintext = openPayload(opened.fileKey, opened.payload);
  opened.fileKey.fill(0);
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

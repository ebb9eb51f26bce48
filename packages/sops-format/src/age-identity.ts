import { randomBytes } from 'node:crypto';
import { isBech32 } from './bech32.js';
import { SopsFormatError } from './sops-format-error.js';
import { formatX25519Identity, readX25519Identity, x25519Bytes, x25519Recipient } from './x25519.js';

const prefixes = ['age-secret-key-', 'age-secret-key-pq-'];

function isIdentity(text: string): boolean {
  return prefixes.some((prefix) => isBech32(text, prefix));
}

/**
 * Takes the age identities out of a key file: one a line, blank lines and `#` comments skipped.
 *
 * @throws `BAD_KEY` with the line number when a line is no identity; the line itself is never quoted. One bad line voids the whole
 * text, so that a truncated key is noticed. `UNSUPPORTED` for plugin identities.
 * @example
 * const identities = parseAgeIdentities(await readFile('keys.txt', 'utf8'));
 */
export function parseAgeIdentities(text: string): string[] {
  return text.split('\n').flatMap((raw, index) => {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) return [];
    const position = { line: index + 1, column: 1 };
    if (line.startsWith('AGE-PLUGIN-')) throw new SopsFormatError('UNSUPPORTED', 'age plugins are not supported', position);
    if (!isIdentity(line)) throw new SopsFormatError('BAD_KEY', 'this line is not an age identity', position);
    return [line];
  });
}

/**
 * Makes a new age identity (X25519) and its recipient.
 *
 * @example
 * const { identity, recipient } = await generateAgeIdentity();
 */
export async function generateAgeIdentity(): Promise<{ identity: string; recipient: string }> {
  const scalar = randomBytes(x25519Bytes);
  try {
    return { identity: formatX25519Identity(scalar), recipient: x25519Recipient(scalar) };
  } finally {
    scalar.fill(0);
  }
}

/**
 * The public recipient that belongs to an identity.
 *
 * @throws `BAD_KEY`
 * @example
 * const recipient = await recipientOf(identity); // age1…
 */
export async function recipientOf(identity: string): Promise<string> {
  if (!isIdentity(identity)) throw new SopsFormatError('BAD_KEY', 'this is not an age identity');
  const scalar = readX25519Identity(identity);
  if (scalar === undefined) return recipientByLibrary(identity);
  try {
    return x25519Recipient(scalar);
  } finally {
    scalar.fill(0);
  }
}

async function recipientByLibrary(identity: string): Promise<string> {
  const { identityToRecipient } = await import('./age-library.js');
  try {
    return await identityToRecipient(identity);
  } catch {
    throw new SopsFormatError('BAD_KEY', 'this is not an age identity');
  }
}

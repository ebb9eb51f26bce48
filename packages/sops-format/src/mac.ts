import { createHash, timingSafeEqual } from 'node:crypto';
import type { DataKey } from './data-key.js';
import { parseSealed } from './sealed-text.js';

/** The authentication code over the plaintext of all values, in document order. */
export function computeMac(parts: Iterable<Buffer>, macOnlyEncrypted: boolean): string {
  const hash = createHash('sha512');
  // Sets the hash apart from that of a document whose clear values count too.
  if (macOnlyEncrypted) hash.update(createHash('sha256').update('sops').digest());
  for (const part of parts) hash.update(part);
  return hash.digest('hex').toUpperCase();
}

/** True when the document's own code is intact and equals the computed one. It is bound to the time of the last change. */
export function isMacValid(key: DataKey, sealedMac: string, lastModified: string, computed: string): boolean {
  const sealed = parseSealed(sealedMac);
  const stored = sealed === undefined ? undefined : key.open(sealed, lastModified);
  const expected = Buffer.from(computed);
  return stored !== undefined && stored.length === expected.length && timingSafeEqual(stored, expected);
}

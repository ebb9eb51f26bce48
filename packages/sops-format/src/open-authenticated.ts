/** What an authenticated cipher of Node offers, its key, nonce and tag already set. */
interface Decipher {
  update(data: Uint8Array): Buffer;
  final(): Buffer;
}

/** Decrypts and checks the tag; `undefined`, with nothing left behind, when the tag does not fit. */
export function openAuthenticated(decipher: Decipher, sealed: Uint8Array): Buffer | undefined {
  const plaintext = decipher.update(sealed);
  try {
    decipher.final();
    return plaintext;
  } catch {
    // The only failure at this point is a tag that does not fit. What was decrypted so far is not to be trusted.
    plaintext.fill(0);
    return undefined;
  }
}

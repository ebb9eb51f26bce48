function decodeStrictly(text: string, canonical: (bytes: Buffer) => string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  // Node skips whatever is not Base64 and takes the URL alphabet too. Only a text that comes out of its bytes again is canonical.
  return canonical(bytes) === text ? bytes : undefined;
}

/** The bytes of canonical Base64 with its padding, or `undefined`. */
export function decodeBase64(text: string): Buffer | undefined {
  return decodeStrictly(text, (bytes) => bytes.toString('base64'));
}

/** The bytes of canonical Base64 without padding, or `undefined`. */
export function decodeUnpaddedBase64(text: string): Buffer | undefined {
  return decodeStrictly(text, (bytes) => bytes.toString('base64').replace(/=+$/, ''));
}

/** What went wrong, as a word programs may branch on. New words may be added; existing ones keep their meaning. */
export type SopsFormatErrorCode =
  | 'MALFORMED' // not YAML, or not the shape a SOPS document has
  | 'NOT_SOPS' // valid YAML without a `sops` block
  | 'NO_MAC' // the document carries no authentication code
  | 'MAC_MISMATCH' // the document was changed after it was written
  | 'NO_KEY' // no identity at hand opens the document
  | 'BAD_KEY' // an identity or recipient is not one
  | 'DECRYPT_FAILED' // a value was damaged, or moved to another name
  | 'UNSUPPORTED' // valid, and not handled by this library
  | 'CLEAR_NAME' // the document's own rules would leave this name unencrypted
  | 'INVALID_VALUE' // a name or value that the format cannot hold
  | 'NO_RULE' // `.sops.yaml` has creation rules, and none matches
  | 'NOT_RULES' // a mapping that is not a `.sops.yaml`
  | 'BAD_RULE'; // a selection or creation rule that cannot be used

/** A place in the text, both counted from 1. */
export interface SourcePosition {
  readonly line: number;
  readonly column: number;
}

/**
 * The one error of this package: a code, one sentence on what failed, and the place where one is known.
 *
 * It never carries a value, a ciphertext, a key or a piece of the source text, and never a native error as its cause, because
 * whatever prints an error prints those too. Names of values are not secret in a SOPS document and may appear.
 *
 * @example
 * try {
 *   await readSopsDocument(text);
 * } catch (error) {
 *   if (error instanceof SopsFormatError && error.code === 'NOT_SOPS') console.error('encrypt the file first');
 * }
 */
export class SopsFormatError extends Error {
  readonly code: SopsFormatErrorCode;
  readonly line?: number;
  readonly column?: number;

  constructor(code: SopsFormatErrorCode, message: string, position?: SourcePosition) {
    super(position === undefined ? message : `${message} (line ${position.line}, column ${position.column})`);
    this.name = 'SopsFormatError';
    this.code = code;
    if (position !== undefined) {
      this.line = position.line;
      this.column = position.column;
    }
  }
}

/** Whether a registered value will be masked, and why not. */
export type MaskOutcome = 'masked' | 'too short' | 'part of the replacement';

/**
 * Removes known values from text. An object that its owner passes on; there is no registry behind it.
 *
 * A byte is masked exactly when an occurrence of a registered form covers it; touching occurrences become one replacement, which is
 * never scanned again.
 */
export interface Masker {
  /** What stands in place of a value. */
  readonly replacement: string;
  /** Registers a value and the encodings of it that occur in practice. */
  register(value: string): MaskOutcome;
  /** Masks a text that is complete in itself: a line, a message, a document. */
  mask(text: string): string;
}

import { lazy } from '@keyrack/core/provider';
import type * as SopsFormat from '@keyrack/sops-format';

/** A document whose names can be read. */
export type ClosedDocument = SopsFormat.SopsDocument;
/** A document whose values can be read and changed. */
export type OpenDocument = SopsFormat.OpenSopsDocument;
/** Private keys, and one sentence on where they were looked for. */
export type AgeIdentities = SopsFormat.AgeIdentities;
/** A failure of the format; its message never holds a value. */
export type FormatError = SopsFormat.SopsFormatError;

/** The document format, loaded at the first call: parsers and ciphers take longer to load than all the rest. */
export const sopsFormat: () => Promise<typeof SopsFormat> = lazy(() => import('@keyrack/sops-format'));

import type { DataKey } from './data-key.js';
import { parseGoFloat } from './go-float.js';
import { goTime } from './go-time.js';
import { parseSealed } from './sealed-text.js';
import { type SopsScalar, textOrBytes } from './sops-value.js';

/** Why a value did not open; the caller adds the path and the position. */
export interface OpenFailure {
  readonly failure: { readonly code: 'MALFORMED' | 'DECRYPT_FAILED' | 'UNSUPPORTED'; readonly message: string };
}

const trueWords = new Set(['1', 't', 'T', 'true', 'TRUE', 'True']);
const falseWords = new Set(['0', 'f', 'F', 'false', 'FALSE', 'False']);
const maxInt = 2n ** 63n;

function fail(code: OpenFailure['failure']['code'], message: string): OpenFailure {
  return { failure: { code, message } };
}

function readInt(text: string): bigint | undefined {
  if (!/^[+-]?\d+$/.test(text)) return undefined;
  const value = BigInt(text.replace('+', ''));
  return value >= -maxInt && value < maxInt ? value : undefined;
}

function readBool(text: string): boolean | undefined {
  if (trueWords.has(text)) return true;
  return falseWords.has(text) ? false : undefined;
}

function readTyped(type: string, text: string): SopsScalar | undefined {
  if (type === 'int') return readInt(text);
  if (type === 'float') return parseGoFloat(text);
  if (type === 'bool') return readBool(text);
  const time = goTime(text);
  return time === undefined ? undefined : { time };
}

/**
 * Decrypts what stands in a place that the rules want encrypted. The empty string has no encrypted form and stands there as it is.
 */
export function openValue(key: DataKey, clear: SopsScalar, path: string): SopsScalar | OpenFailure | { readonly comment: true } {
  if (clear === '') return '';
  const sealed = typeof clear === 'string' ? parseSealed(clear) : undefined;
  if (sealed === undefined) return fail('MALFORMED', 'the value is not encrypted, although the rules of the document say so');
  const plaintext = key.open(sealed, path);
  if (plaintext === undefined) return fail('DECRYPT_FAILED', 'the value was damaged, or belongs to another name or document');
  switch (sealed.type) {
    case 'str':
      return textOrBytes(plaintext);
    case 'bytes':
      // No tool writes this type, and the code fits text that was relabelled so.
      return fail('DECRYPT_FAILED', 'the value has the type bytes, which no tool writes');
    case 'comment':
      return { comment: true };
    case 'int':
    case 'float':
    case 'bool':
    case 'time':
      return readTyped(sealed.type, plaintext.toString()) ?? fail('DECRYPT_FAILED', `the decrypted text is no ${sealed.type}`);
    default:
      return fail('UNSUPPORTED', 'the value has an unknown type');
  }
}

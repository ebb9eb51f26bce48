import { isUtf8 } from 'node:buffer';
import { formatGoFloat } from './go-float.js';

/** A point in time, kept as RFC 3339 text because its offset and its nanoseconds count. */
export interface SopsTime {
  readonly time: string;
}

/**
 * A decrypted value: integers are `bigint`, floats `number`, mappings `Map` and lists arrays.
 *
 * Bytes stand for strings that are not UTF-8. Mappings are never plain objects, so that a key such as `__proto__` or `12` is a key
 * like any other and keeps its place.
 */
export type SopsValue = SopsScalar | readonly SopsValue[] | ReadonlyMap<string, SopsValue>;

/** A value without parts. */
export type SopsScalar = string | bigint | number | boolean | null | SopsTime | Uint8Array;

export function isTime(value: SopsValue): value is SopsTime {
  return typeof value === 'object' && value !== null && 'time' in value;
}

/** The bytes a scalar is encrypted as and adds to the authentication code; nothing for null. */
export function plaintextOf(value: SopsScalar): Buffer {
  if (value === null) return Buffer.alloc(0);
  if (value instanceof Uint8Array) return Buffer.from(value);
  if (typeof value === 'object') return Buffer.from(value.time);
  if (typeof value === 'boolean') return Buffer.from(value ? 'True' : 'False');
  if (typeof value === 'number') return Buffer.from(formatGoFloat(value));
  return Buffer.from(String(value));
}

/** Text where the bytes are text, the bytes themselves where they are not. */
export function textOrBytes(bytes: Buffer): string | Uint8Array {
  return isUtf8(bytes) ? bytes.toString('utf8') : new Uint8Array(bytes);
}

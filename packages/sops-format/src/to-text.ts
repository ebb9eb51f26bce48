import { printGoFloat } from './go-float.js';
import { isTime, type SopsScalar } from './sops-value.js';

/**
 * Writes a value without parts as text, as `sops decrypt --extract` prints it: strings as they are, times as RFC 3339, bytes as Base64.
 *
 * @example
 * sopsToText({ time: '2024-05-01T00:00:00Z' }); // 2024-05-01T00:00:00Z
 */
export function sopsToText(value: SopsScalar): string {
  if (typeof value === 'number') return printGoFloat(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  return value !== null && isTime(value) ? value.time : String(value);
}

import { SopsFormatError } from './sops-format-error.js';
import { isTime, type SopsValue } from './sops-value.js';

function number(value: number): string {
  if (!Number.isFinite(value)) throw new SopsFormatError('INVALID_VALUE', 'JSON has no infinity and no NaN');
  return Object.is(value, -0) ? '-0' : String(value);
}

/**
 * Writes a value as JSON: integers digit for digit, floats with the fewest digits that read back the same, times as RFC 3339 strings,
 * bytes as base64, and mappings in document order.
 *
 * @throws `INVALID_VALUE` for an infinite float or NaN.
 * @example
 * sopsToJson(document.get('LIMITS') ?? null); // {"max":9007199254740993}
 */
export function sopsToJson(value: SopsValue): string {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return number(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (value instanceof Uint8Array) return JSON.stringify(Buffer.from(value).toString('base64'));
  if (isTime(value)) return JSON.stringify(value.time);
  if (value instanceof Map) {
    const pairs = [...(value as ReadonlyMap<string, SopsValue>)];
    return `{${pairs.map(([key, item]) => `${JSON.stringify(key)}:${sopsToJson(item)}`).join(',')}}`;
  }
  return Array.isArray(value) ? `[${(value as readonly SopsValue[]).map(sopsToJson).join(',')}]` : 'null';
}

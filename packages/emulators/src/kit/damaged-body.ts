import type { WireResponse } from './wire.js';

/**
 * An answer whose body was damaged on its way, as by a proxy: status and headers are those of the backend.
 *
 * The first half goes out as a complete answer and not as a broken connection, because that is what reaches a client's parser.
 *
 * @example
 * damagedBody('truncated-body', { status: 200, body: '{"value":"secret"}' }); // body: '{"value":'
 */
export function damagedBody(how: 'malformed-body' | 'truncated-body', response: WireResponse): WireResponse {
  if (how === 'malformed-body') return { ...response, body: '<html><body>This is not the answer you were waiting for.' };
  const body = Buffer.from(response.body ?? '');
  return { ...response, body: body.subarray(0, Math.floor(body.byteLength / 2)) };
}

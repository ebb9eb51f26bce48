import type { ClientRequest, IncomingMessage } from 'node:http';
import { request as send } from 'node:http';
import type { WireRequest, WireResponse } from './wire.js';

/**
 * A handler that lets another server answer, so that faults and a log can stand in front of a real one.
 *
 * Requests go out as they came, with the name of the host that the client meant, since signatures cover it. Plain http only.
 *
 * @example
 * const proxy = await startEmulator({ identify, refuse, handle: forwardTo('http://127.0.0.1:5000') });
 */
export function forwardTo(url: string): (request: WireRequest) => Promise<WireResponse> {
  return ({ method, path, query, headers, body, signal }) =>
    new Promise((resolve, reject) => {
      const search = query.size > 0 ? `?${query}` : '';
      const outgoing: ClientRequest = send(new URL(url), { method, path: path + search, headers, signal }, (answer) => {
        collect(answer).then(resolve, reject);
      });
      outgoing.once('error', reject);
      outgoing.end(body);
    });
}

async function collect(answer: IncomingMessage): Promise<WireResponse> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  // Framing is that of the connection to the client.
  const { connection, 'transfer-encoding': encoding, 'content-length': length, ...headers } = answer.headers;
  const flat = Object.entries(headers).map(([name, value]) => [name, [value].flat().join(',')]);
  return { status: answer.statusCode ?? 502, headers: Object.fromEntries(flat), body: Buffer.concat(chunks) };
}

import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { WireOutcome, WireRequest } from './wire.js';

/** What a server proves with who it is. */
interface ServerKeys {
  /** Private key in PEM. */
  readonly key: string;
  /** Certificate in PEM. */
  readonly certificate: string;
}

/** How a server listens and what it answers. */
export interface HttpServerOptions {
  /** Default: one that is free. */
  readonly port?: number;
  /** With these the server speaks https. */
  readonly tls?: ServerKeys;
  /** Called for every request that came in whole. */
  answer(request: WireRequest): Promise<WireOutcome>;
}

/** A server that listens on loopback. */
export interface HttpServer {
  readonly url: string;
  readonly port: number;
  /** Ends the server and every open connection. */
  close(): Promise<void>;
}

const loopback = '127.0.0.1';

/**
 * Listens on a port of 127.0.0.1, with http or https.
 *
 * It rejects with the system's error when the port is taken (`error.code` is `EADDRINUSE`).
 *
 * @example
 * const server = await startHttpServer({ answer: async () => ({ status: 200, body: 'ok' }) });
 * await fetch(server.url);
 * await server.close();
 */
export async function startHttpServer({ port = 0, tls, answer }: HttpServerOptions): Promise<HttpServer> {
  const listener: RequestListener = (incoming, outgoing) => void respond(answer, incoming, outgoing);
  const server = tls ? createTlsServer({ key: tls.key, cert: tls.certificate }, listener) : createServer(listener);
  // A client that reuses a connection must not meet one that is just being closed.
  server.keepAliveTimeout = 0;
  await listen(server, port);
  const { port: actual } = server.address() as AddressInfo;
  return { url: `${tls ? 'https' : 'http'}://${loopback}:${actual}`, port: actual, close: () => close(server) };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, loopback, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function respond(answer: HttpServerOptions['answer'], incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const gone = new AbortController();
  outgoing.once('close', () => gone.abort());
  let outcome: WireOutcome;
  try {
    outcome = await answer(await readRequest(incoming, gone.signal));
  } catch (error) {
    outcome = { status: 500, body: `The emulator failed: ${error instanceof Error ? error.message : String(error)}` };
  }
  if (outcome === 'hang-up') return void outgoing.destroy();
  const body = Buffer.from(outcome.body ?? '');
  outgoing.writeHead(outcome.status, { ...outcome.headers, 'content-length': body.byteLength });
  outgoing.end(body);
}

async function readRequest(incoming: IncomingMessage, signal: AbortSignal): Promise<WireRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const [path = '/', query = ''] = (incoming.url ?? '/').split(/\?(.*)/s);
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, [value].flat().join(',')]);
  return {
    method: incoming.method ?? 'GET',
    path,
    query: new URLSearchParams(query),
    // Without a prototype: whoever asks for a header by a name from the request gets what was sent.
    headers: Object.assign(Object.create(null), Object.fromEntries(headers)) as Record<string, string>,
    body: Buffer.concat(chunks),
    signal,
  };
}

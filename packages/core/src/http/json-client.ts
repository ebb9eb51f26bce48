import type { Json } from '../exact-json.js';
import { parseExactJson } from '../exact-json.js';
import { secretError } from '../secret-error.js';
import { readBody } from './read-body.js';

/** What a {@link JsonClient} talks to. */
export interface JsonClientOptions {
  /** Where the backend is, such as `https://vault.example.com:8200`; a path in it stands before that of each request. */
  readonly baseUrl: string;
  /** Headers of every request: the login, a namespace. Asked for each time. */
  readonly headers?:
    | ((signal: AbortSignal) => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>)
    | undefined;
  /** Largest answer in bytes that is read. Default: 16 MiB. */
  readonly maxBytes?: number | undefined;
  /** Sends requests. Default: the `fetch` of the runtime. */
  readonly fetch?: typeof fetch | undefined;
}

/** One request. */
export interface JsonRequest {
  /** Default: `GET`. */
  readonly method?: string | undefined;
  /** Parts of the path; each is encoded, so that none can become two or lead elsewhere. */
  readonly path: readonly string[];
  /** Parameters behind the path; those that are `undefined` are left out. */
  readonly query?: Readonly<Record<string, string | undefined>> | undefined;
  /** Headers of this request; they win over those of the client. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Ends the request; the one that every call of a definition brings along. */
  readonly signal: AbortSignal;
}

/** What the backend answered with a status of 200 to 299. */
export interface JsonAnswer {
  /** From 200 to 299. */
  readonly status: number;
  /** The headers of the answer. */
  readonly headers: Headers;
  /** The answer; its numbers keep every digit. `undefined` when there was none. */
  readonly body: Json | undefined;
}

/** Sends requests to one backend and reads its answers. */
export type JsonClient = (request: JsonRequest) => Promise<JsonAnswer>;

/**
 * The native error of a request: for an `errorTable`, never for people. Its message says nothing.
 *
 * `name` is `ForeignAnswer` when what answered is not the backend: the status then says nothing about a secret, and is left out
 * where it could be taken for absence.
 */
export class HttpError extends Error {
  /** Status of the answer, where it says something about the request. */
  declare readonly status?: number;
  /** Headers of the answer, for Retry-After. */
  declare readonly headers?: Headers;
  /** The answer, for `keysOf` of the table. It may hold values: never show it. */
  declare readonly body?: Json;

  constructor(name: 'HttpError' | 'ForeignAnswer', init: { status?: number; headers?: Headers; body?: Json } = {}) {
    super('the backend refused the request');
    this.name = name;
    if (init.status !== undefined) this.status = init.status;
    // Not enumerable, because answers and headers of answers are shown by inspection otherwise.
    for (const key of ['headers', 'body'] as const)
      if (init[key] !== undefined) Object.defineProperty(this, key, { value: init[key] });
  }
}

/**
 * Makes a {@link JsonClient} on `fetch`.
 *
 * Redirects are not followed, so a login never reaches another host. An answer that is no JSON, is cut off or too large is a
 * `ForeignAnswer`, which means `UNAVAILABLE` and never absence.
 *
 * @throws `INVALID_ARGUMENT` when `baseUrl` is no URL of http or https.
 * @example
 * const request = createJsonClient({ baseUrl: 'https://vault.example.com:8200', headers: () => ({ 'X-Vault-Token': token }) });
 * const { body } = await request({ path: ['v1', 'secret', 'data', 'shop'], signal });
 */
export function createJsonClient({ baseUrl, headers, maxBytes = 16 * 1024 * 1024, fetch: send }: JsonClientOptions): JsonClient {
  const base = baseOf(baseUrl);
  return async ({ method = 'GET', path, query = {}, headers: own, body, signal }) => {
    const url = urlOf(base, path, query);
    const common = (await headers?.(signal)) ?? {};
    const response = await (send ?? globalThis.fetch)(url, {
      method,
      signal,
      redirect: 'manual',
      headers: {
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...common,
        ...own,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await readBody(response, maxBytes);
    const answer = text === undefined ? 'unreadable' : parsed(text);
    if (answer === 'unreadable') throw foreign(response);
    const { status } = response;
    if (status >= 200 && status < 300) return { status, headers: response.headers, body: answer?.json };
    throw new HttpError('HttpError', { status, headers: response.headers, ...(answer && { body: answer.json }) });
  };
}

function baseOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '' && !/[?#]/.test(text))
    return url.href.replace(/\/+$/, '');
  const message =
    'the address of the backend is no URL such as https://vault.example.com:8200. Look at its spelling; logins do not belong into it.';
  throw secretError(message, { code: 'INVALID_ARGUMENT', provider: 'http', operation: 'connect' });
}

function urlOf(base: string, path: readonly string[], query: NonNullable<JsonRequest['query']>): string {
  const parts = path.map((part) => {
    if (part === '' || part === '.' || part === '..')
      throw new TypeError('a part of the path of a request is empty or leads elsewhere');
    return encodeURIComponent(part);
  });
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const search = given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
  return `${[base, ...parts].join('/')}${search}`;
}

function parsed(text: string): { readonly json: Json } | 'unreadable' | undefined {
  if (text.trim() === '') return undefined;
  try {
    return { json: parseExactJson(text) };
  } catch {
    // The engine's message quotes the text.
    return 'unreadable';
  }
}

// A gateway that refuses or is out of order says so with its status, whatever it writes; any other status means nothing from a stranger.
function foreign({ status, headers }: Response): HttpError {
  const speaks = status === 401 || status === 403 || status === 429 || status >= 500 || (status >= 300 && status < 400);
  return new HttpError('ForeignAnswer', speaks ? { status, headers } : {});
}

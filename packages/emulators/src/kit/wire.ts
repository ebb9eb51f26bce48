/** A request as it came over the wire. */
export interface WireRequest {
  readonly method: string;
  /** The path as sent, still encoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case; a repeated header is joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Aborts when the client has gone away. */
  readonly signal: AbortSignal;
}

/** What goes back. */
export interface WireResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** An answer, or the connection broken off without one. */
export type WireOutcome = WireResponse | 'hang-up';

/**
 * The body of a request as text.
 *
 * @example
 * const input = JSON.parse(bodyText(request));
 */
export function bodyText(request: WireRequest): string {
  return new TextDecoder().decode(request.body);
}

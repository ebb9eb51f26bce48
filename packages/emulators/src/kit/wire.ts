/** A request as it came over the wire. */
export interface WireRequest {
  /** HTTP method in upper case. */
  readonly method: string;
  /** The path as sent, still encoded, without the query. */
  readonly path: string;
  /** Parameters behind the question mark, decoded. */
  readonly query: URLSearchParams;
  /** Names in lower case; a repeated header is joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  /** Body as it came, empty when there is none. */
  readonly body: Uint8Array;
  /** Aborts when the client has gone away. */
  readonly signal: AbortSignal;
}

/** What goes back. */
export interface WireResponse {
  /** HTTP status. */
  readonly status: number;
  /** Headers beside those that the server adds. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Body; text goes out as UTF-8. */
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

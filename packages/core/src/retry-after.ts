type Headers = Readonly<Record<string, unknown>> | { get(name: string): unknown };

/**
 * How many milliseconds a native error asks to be left alone for; `undefined` when it does not say so.
 *
 * A number in `retryAfterMs`, or the header Retry-After of the answer, in seconds or as a date, wherever an SDK keeps it:
 * https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 */
export function retryAfterOf(error: object): number | undefined {
  const { retryAfterMs, headers, response, $response } = error as {
    readonly retryAfterMs?: unknown;
    readonly headers?: Headers | null;
    readonly response?: { readonly headers?: Headers | null } | null;
    readonly $response?: { readonly headers?: Headers | null } | null;
  };
  if (typeof retryAfterMs === 'number' && retryAfterMs >= 0) return retryAfterMs;
  const found = [headers, response?.headers, $response?.headers].map(header).find((value) => typeof value === 'string');
  return found === undefined ? undefined : millisecondsIn(found as string);
}

function header(headers: Headers | null | undefined): unknown {
  if (typeof headers !== 'object' || headers === null) return undefined;
  if (typeof headers.get === 'function') return (headers as { get(name: string): unknown }).get('retry-after');
  const name = Object.keys(headers).find((key) => key.toLowerCase() === 'retry-after');
  return name === undefined ? undefined : (headers as Readonly<Record<string, unknown>>)[name];
}

function millisecondsIn(text: string): number | undefined {
  if (/^\s*\d{1,6}(\.\d+)?\s*$/.test(text)) return Number(text) * 1000;
  const until = Date.parse(text);
  return Number.isNaN(until) ? undefined : Math.max(0, until - Date.now());
}

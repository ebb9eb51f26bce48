import { withDeadline } from './deadline.js';
import { makeRequest } from './make-request.js';
import type { CallOptions } from './secret-provider.js';
import type { SecretLocation, SecretsSettings } from './secrets.js';

type Run<T> = (signal: AbortSignal | undefined) => Promise<T>;

/** What ends the calls of one client: their signals and their deadlines. */
export interface CallScope {
  /** The signal that ends a call: its own, that of the client, or both. Throws the reason of one that has aborted. */
  enter(options: CallOptions): AbortSignal | undefined;
  /** A whole call, waiting and repetitions included. */
  whole<T>(location: SecretLocation, operation: string, signal: AbortSignal | undefined, run: Run<T>): Promise<T>;
  /** One request, as soon as the backend has a free place for it; only then its deadline begins. */
  request<T>(
    location: SecretLocation,
    operation: string,
    signal: AbortSignal | undefined,
    run: (signal: AbortSignal) => Promise<T>,
  ): Promise<T>;
}

/** Makes the {@link CallScope} of a client. */
export function createCallScope({ signal: common, timeoutMs, totalMs }: SecretsSettings): CallScope {
  return {
    enter({ signal: own }) {
      const both = common && own ? AbortSignal.any([common, own]) : (common ?? own);
      both?.throwIfAborted();
      return both;
    },
    whole: (location, operation, signal, run) =>
      totalMs === undefined ? run(signal) : withDeadline(totalMs, signal, { ...location, operation }, run),
    request: (location, operation, signal, run) => makeRequest({ ...location, operation }, timeoutMs, signal, run),
  };
}

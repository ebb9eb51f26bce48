import { abortable } from './abort.js';
import { timeoutOf, withDeadline } from './deadline.js';
import { stateOf } from './plan.js';
import type { SecretProvider } from './secret-provider.js';

/** A request as messages name it. */
interface Requested {
  readonly provider: SecretProvider;
  readonly operation: string;
  readonly label?: string | undefined;
}

/**
 * Makes one request of a backend as soon as it has a free place.
 *
 * Only then the deadline begins: the time in which others are served counts for nobody.
 */
export function makeRequest<T>(
  call: Requested,
  timeoutMs: number | undefined,
  signal: AbortSignal | undefined,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { provider } = call;
  const timed = (): Promise<T> =>
    withDeadline(timeoutOf(provider, timeoutMs), signal, call, (until) => abortable(until, () => run(until)));
  return stateOf(provider).limit(timed, signal);
}

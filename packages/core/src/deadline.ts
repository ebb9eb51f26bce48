import { onAbort } from './abort.js';
import { asSecretError } from './error-table.js';
import { type SecretError, secretError } from './secret-error.js';
import type { SecretProvider } from './secret-provider.js';

/** Deadline of a request, in milliseconds, where neither caller nor backend names one. */
const usualTimeoutMs = 30_000;
/** The longest that a timer can wait; what is longer never ends: https://nodejs.org/api/timers.html#settimeoutcallback-delay-args */
const longestTimerMs = 2 ** 31 - 1;

/** A call as messages name it. */
export interface LimitedCall {
  readonly provider: Pick<SecretProvider, 'kind'>;
  readonly operation: string;
  readonly label?: string | undefined;
}

/** How long one request to a backend may take. */
export function timeoutOf({ limits }: SecretProvider, wanted: number | undefined): number {
  return wanted ?? limits.timeoutMs ?? usualTimeoutMs;
}

/**
 * Runs a call under the caller's signal and a deadline: the caller's abort rejects with its own reason, the deadline with `TIMEOUT`,
 * anything else that is not a {@link SecretError} becomes `UNKNOWN`. Without a deadline the caller's signal alone counts.
 */
export async function withDeadline<T>(
  timeoutMs: number | undefined,
  caller: AbortSignal | undefined,
  call: LimitedCall,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  caller?.throwIfAborted();
  const ending = new AbortController();
  const { signal } = ending;
  const timer =
    timeoutMs === undefined || timeoutMs > longestTimerMs
      ? undefined
      : setTimeout(() => ending.abort(late(call, timeoutMs)), timeoutMs);
  const stop = caller && onAbort(caller, () => ending.abort(caller.reason));
  try {
    return await run(signal);
  } catch (error) {
    if (signal.aborted && (caller?.aborted || error === signal.reason)) throw signal.reason;
    throw asSecretError(error, call.provider, call.operation, call.label);
  } finally {
    clearTimeout(timer);
    stop?.();
  }
}

function late({ provider: { kind }, operation, label }: LimitedCall, timeoutMs: number): SecretError {
  const subject = label === undefined ? operation : `${operation} of "${label}"`;
  const message = `${subject} on ${kind} did not finish within ${timeoutMs} ms. Try again, or raise the deadline.`;
  return secretError(message, { code: 'TIMEOUT', provider: kind, operation, target: label });
}

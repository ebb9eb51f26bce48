import { pause } from './abort.js';
import { isSecretError, type SecretError } from './secret-error.js';

/** Calls of one operation that core makes when the backend asks for patience. */
const attempts = 3;
/** A backend that wants to be left alone for longer, in milliseconds, is told on at once. */
const longestPauseMs = 10_000;
const firstPauseMs = 200;

/**
 * Repeats a call that failed in passing, at most twice.
 *
 * A throttled call was not carried out and is always repeated; one whose answer did not come may have been, so only a call that
 * changes nothing is. The pause is what the backend asked for, or 200 and 400 ms less a random half, so that callers spread out:
 * https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/
 */
export async function withRetry<T>(
  call: () => Promise<T>,
  { changes, signal }: { readonly changes: boolean; readonly signal: AbortSignal | undefined },
): Promise<T> {
  for (let made = 1; ; made += 1) {
    try {
      return await call();
    } catch (error) {
      const pauseMs = isSecretError(error) && made < attempts ? pauseAfter(error, made, changes) : undefined;
      if (pauseMs === undefined) throw error;
      await pause(pauseMs, signal);
    }
  }
}

function pauseAfter({ code, retryable, retryAfterMs }: SecretError, made: number, changes: boolean): number | undefined {
  const passes = retryable && (code === 'RATE_LIMITED' || (code === 'UNAVAILABLE' && !changes));
  if (!passes || (retryAfterMs ?? 0) > longestPauseMs) return undefined;
  const longest = firstPauseMs * 2 ** (made - 1);
  return retryAfterMs ?? longest / 2 + (Math.random() * longest) / 2;
}

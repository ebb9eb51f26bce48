import { asSecretError } from './error-table.js';
import { type SecretError, secretError } from './secret-error.js';
import type { SecretLocation } from './secrets.js';

const defaultTimeoutMs = 30_000;

/**
 * Runs a call under the caller's signal and a deadline: the caller's abort rejects with its own reason, the deadline with `TIMEOUT`,
 * anything else that is not a {@link SecretError} becomes `UNKNOWN`.
 */
export async function withDeadline<T>(
  wanted: number | undefined,
  caller: AbortSignal | undefined,
  { provider, address, label }: SecretLocation,
  operation: string,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const timeoutMs = wanted ?? provider.limits.timeoutMs ?? defaultTimeoutMs;
  caller?.throwIfAborted();
  const ending = new AbortController();
  const { signal } = ending;
  const timer = setTimeout(() => ending.abort(late(operation, label, provider.kind, timeoutMs)), timeoutMs);
  const stop = (): void => ending.abort(caller?.reason);
  caller?.addEventListener('abort', stop, { once: true });
  try {
    return await run(signal);
  } catch (error) {
    if (caller?.aborted || error === signal.reason) throw signal.reason;
    throw asSecretError(error, provider, operation, address);
  } finally {
    clearTimeout(timer);
    caller?.removeEventListener('abort', stop);
  }
}

function late(operation: string, target: string, provider: string, timeoutMs: number): SecretError {
  const message = `${operation} of "${target}" on ${provider} did not finish within ${timeoutMs} ms. Try again, or raise the deadline.`;
  return secretError(message, { code: 'TIMEOUT', provider, operation, target });
}

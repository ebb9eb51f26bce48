import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ErrorCode, errorCodes, isSecretError, type SecretError } from '@keyrack/core/provider';

/** Runs a call that must reject, and returns what it rejected with. */
export async function rejectionOf(run: () => Promise<unknown>): Promise<unknown> {
  const outcome = await outcomeOf(run);
  assert.ok('error' in outcome, 'the call should have rejected, and it was fulfilled');
  return outcome.error;
}

/** Runs a call and returns its result, or what it rejected with. */
export async function outcomeOf<T>(run: () => Promise<T>): Promise<{ readonly value: T } | { readonly error: unknown }> {
  try {
    return { value: await run() };
  } catch (error) {
    return { error };
  }
}

/** Asserts that a call rejects with a complete `SecretError` that has one of these codes. */
export async function rejectsWithCode(run: () => Promise<unknown>, ...codes: readonly ErrorCode[]): Promise<SecretError> {
  return hasCode(await rejectionOf(run), ...codes);
}

/** Asserts that something is a complete `SecretError` with one of these codes; without codes, with any. */
export function hasCode(error: unknown, ...codes: readonly ErrorCode[]): SecretError {
  assert.ok(isSecretError(error), `expected a SecretError, got ${nameOf(error)}`);
  assert.ok(Object.hasOwn(errorCodes, error.code), `"${error.code}" is not a code`);
  assert.ok(codes.length === 0 || codes.includes(error.code), `expected ${codes.join(' or ')}, got ${error.code}`);
  for (const field of ['provider', 'operation', 'message'] as const) assert.notEqual(error[field], '', `error.${field} is empty`);
  return error;
}

/** Waits for a promise, at most so long. A call that hangs fails its case instead of the whole run. */
export async function within<T>(milliseconds: number, what: string, promise: Promise<T>): Promise<T> {
  const stop = new AbortController();
  const late = sleep(milliseconds, undefined, { signal: stop.signal }).then(() =>
    assert.fail(`${what} took longer than ${milliseconds} ms`),
  );
  try {
    return await Promise.race([promise, late]);
  } finally {
    // The timer that is no longer needed rejects, and nobody waits for it.
    late.catch(() => undefined);
    stop.abort();
  }
}

/** Everything that an iteration yields. Opening it counts as part of the call. */
export async function collect<T>(open: () => AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of open()) items.push(item);
  return items;
}

function nameOf(error: unknown): string {
  // Not its message: what a broken provider throws may hold anything.
  return error instanceof Error ? error.constructor.name : typeof error;
}

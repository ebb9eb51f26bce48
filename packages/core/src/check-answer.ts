import { type SecretError, secretError } from './secret-error.js';
import type { BatchEntry, SecretRecord } from './secret-provider.js';

/**
 * A record as the contract has it, whatever a backend, or somebody in its place, has answered.
 *
 * @throws `UNAVAILABLE` when a part of it is of another type.
 */
export function checkedRecord(kind: string, target: string, record: SecretRecord | undefined): SecretRecord | undefined {
  if (record === undefined || isRecord(record)) return record;
  throw noRecord(kind, 'get', target);
}

/** An entry of a batch; one that is no record of text is an error of its own. */
export function checkedEntry(kind: string, target: string, entry: BatchEntry): BatchEntry {
  return 'record' in entry && !isRecord(entry.record) ? { error: noRecord(kind, 'getMany', target) } : entry;
}

function isRecord(record: unknown): boolean {
  if (typeof record !== 'object' || record === null) return false;
  const { value, encoding, version, updatedAt } = record as { readonly [Part in keyof SecretRecord]: unknown };
  return (
    typeof value === 'string' &&
    (encoding === undefined || encoding === 'json') &&
    (version === undefined || (typeof version === 'string' && version !== '')) &&
    (updatedAt === undefined || (updatedAt instanceof Date && !Number.isNaN(updatedAt.getTime())))
  );
}

function noRecord(provider: string, operation: string, target: string): SecretError {
  const advice = 'got an answer that is no secret of this backend. Look at its address and at proxies.';
  return secretError(`${operation} of "${target}" on ${provider} ${advice}`, {
    code: 'UNAVAILABLE',
    provider,
    operation,
    target,
  });
}

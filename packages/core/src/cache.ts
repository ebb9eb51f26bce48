import type { SecretRecord } from './secret-provider.js';

/** Records in memory for a limited time. Absence is never kept. */
export interface RecordCache {
  get(key: string): SecretRecord | undefined;
  set(key: string, record: SecretRecord): void;
  delete(key: string): void;
}

/** Makes a {@link RecordCache} whose records live for `ttlMs` milliseconds. */
export function createRecordCache(ttlMs: number, now: () => number = Date.now): RecordCache {
  const entries = new Map<string, { readonly record: SecretRecord; readonly until: number }>();
  return {
    get(key) {
      const entry = entries.get(key);
      if (entry && entry.until > now()) return entry.record;
      entries.delete(key);
      return undefined;
    },
    set: (key, record) => void entries.set(key, { record, until: now() + ttlMs }),
    delete: (key) => void entries.delete(key),
  };
}

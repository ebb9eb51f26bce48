import type { SecretRecord } from './secret-provider.js';

/** Records in memory for a limited time. Absence is never kept. */
export interface RecordCache {
  /** How many records are in memory now. */
  readonly size: number;
  get(key: string): SecretRecord | undefined;
  /** `place` is the same for all versions of one secret. Default: the key. */
  set(key: string, record: SecretRecord, place?: string): void;
  /** Forgets all that lies at one place. */
  delete(place: string): void;
  clear(): void;
}

/** How long and how many records are kept. */
export interface CacheSettings {
  /** Milliseconds that a value stays in memory, whether or not somebody asks for it again. */
  readonly ttlMs: number;
  /** Values that are kept at most; the oldest goes first. Default: 1,000. */
  readonly max?: number | undefined;
}

/** Time as the cache sees it. */
export interface Clock {
  now(): number;
  /** Calls back once, and lets the process end meanwhile. Returns what cancels it. */
  after(ms: number, callback: () => void): () => void;
}

const systemClock: Clock = {
  now: () => performance.now(),
  after(ms, callback) {
    // The longest that a timer can wait: https://nodejs.org/api/timers.html#settimeoutcallback-delay-args
    const timer: unknown = setTimeout(callback, Math.min(ms, 2 ** 31 - 1));
    (timer as { unref?: () => void }).unref?.();
    return () => clearTimeout(timer as number);
  },
};

/** Makes a {@link RecordCache} that forgets by itself: a value is gone from memory when its time is over. */
export function createRecordCache({ ttlMs, max = 1000 }: CacheSettings, clock: Clock = systemClock): RecordCache {
  // In the order in which they end, since all live equally long.
  const entries = new Map<string, { readonly record: SecretRecord; readonly place: string; readonly until: number }>();
  let cancel: (() => void) | undefined;

  function sweep(): void {
    const now = clock.now();
    for (const [key, { until }] of entries) {
      if (until > now) break;
      entries.delete(key);
    }
    cancel = undefined;
    schedule();
  }

  function schedule(): void {
    const [first] = entries.values();
    if (first) cancel ??= clock.after(first.until - clock.now(), sweep);
    else {
      cancel?.();
      cancel = undefined;
    }
  }

  return {
    get size() {
      return entries.size;
    },
    get(key) {
      const entry = entries.get(key);
      return entry && entry.until > clock.now() ? entry.record : undefined;
    },
    set(key, record, place = key) {
      entries.delete(key);
      entries.set(key, { record, place, until: clock.now() + ttlMs });
      const [oldest] = entries.size > max ? entries.keys() : [];
      if (oldest !== undefined) entries.delete(oldest);
      schedule();
    },
    delete(place) {
      for (const [key, entry] of entries) if (entry.place === place) entries.delete(key);
      schedule();
    },
    clear() {
      entries.clear();
      schedule();
    },
  };
}

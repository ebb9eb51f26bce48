import type { Clock } from './clock.js';

/** A quota: so many calls a second. */
export interface TokenBucket {
  /** Whether one more call fits now. */
  take(): boolean;
}

/**
 * A quota that refills steadily, by the emulator's clock, and holds at most `burst` calls.
 *
 * @example
 * const bucket = createTokenBucket({ perSecond: 40, clock });
 * if (!bucket.take()) return throttled();
 */
export function createTokenBucket({
  perSecond,
  burst = Math.max(1, perSecond),
  clock,
}: {
  /** Calls that flow in within one second. */
  readonly perSecond: number;
  /** Default: what flows in within one second. */
  readonly burst?: number;
  /** Clock that the bucket is filled by. */
  readonly clock: Clock;
}): TokenBucket {
  if (!(perSecond > 0)) throw new RangeError('a quota needs more than zero calls a second');
  let tokens = burst;
  let filledAt = clock.now();
  return {
    take() {
      const now = clock.now();
      tokens = Math.min(burst, tokens + ((now - filledAt) / 1000) * perSecond);
      filledAt = now;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}

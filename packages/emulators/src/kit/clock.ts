/** The time that an emulator lives by: expiry, time stamps and quotas follow it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Lets time pass at once. */
  advance(ms: number): void;
}

/** Where a clock begins. */
interface ClockOptions {
  /** Milliseconds since 1970 at which it stands still. Default: it follows the system's clock. */
  readonly startAt?: number;
}

/**
 * A clock that follows the system's, or stands still.
 *
 * With `startAt` (milliseconds since 1970) only `advance` moves it, so a test sees the same times in every run.
 *
 * @example
 * const clock = createClock({ startAt: 0 });
 * clock.advance(60_000);
 * clock.now(); // 60000
 */
export function createClock({ startAt }: ClockOptions = {}): Clock {
  let passed = 0;
  return {
    now: () => (startAt ?? Date.now()) + passed,
    advance(ms) {
      if (!(ms >= 0)) throw new RangeError('time passes forwards only');
      passed += ms;
    },
  };
}

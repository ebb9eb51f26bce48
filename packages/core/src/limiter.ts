/** Runs tasks, at most so many at a time, first come first served. */
export type Limiter = <T>(task: () => Promise<T>) => Promise<T>;

/**
 * Makes a {@link Limiter}.
 *
 * @example
 * const limit = createLimiter(8);
 * await Promise.all(names.map((name) => limit(() => read(name))));
 */
export function createLimiter(concurrency: number): Limiter {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (task) => {
    if (running >= concurrency) await new Promise<void>((resume) => waiting.push(resume));
    else running += 1;
    try {
      return await task();
    } finally {
      // The place is handed on, not freed, so that a newcomer cannot overtake who waits.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}

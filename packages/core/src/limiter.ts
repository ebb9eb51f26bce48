/** Runs tasks of a total weight, first come first served. */
export type Limiter = <T>(task: () => Promise<T>, weight?: number) => Promise<T>;

/**
 * Makes a {@link Limiter}: tasks run while their weights (1 by default) stay within `capacity`; a heavier task counts as `capacity`.
 *
 * @example
 * const limit = createLimiter(8);
 * await Promise.all(names.map((name) => limit(() => read(name))));
 */
export function createLimiter(capacity: number): Limiter {
  let used = 0;
  const waiting: { readonly weight: number; readonly start: () => void }[] = [];

  // In order, so that a heavy task is not overtaken for ever by light ones.
  function admit(): void {
    for (let next = waiting[0]; next && used + next.weight <= capacity; next = waiting[0]) {
      waiting.shift();
      used += next.weight;
      next.start();
    }
  }

  return async (task, weight = 1) => {
    const share = Math.min(weight, capacity);
    await new Promise<void>((start) => {
      waiting.push({ weight: share, start });
      admit();
    });
    try {
      return await task();
    } finally {
      used -= share;
      admit();
    }
  };
}

import { onAbort } from './abort.js';

/** Runs tasks, first come first served. A task whose signal aborts while it waits never starts, and rejects with the reason. */
export type Limiter = <T>(task: () => Promise<T>, signal?: AbortSignal) => Promise<T>;

/**
 * Makes a {@link Limiter} that runs at most `capacity` tasks at a time.
 *
 * @example
 * const limit = createLimiter(8);
 * await Promise.all(names.map((name) => limit(() => read(name))));
 */
export function createLimiter(capacity: number): Limiter {
  let running = 0;
  const waiting = new Set<() => void>();

  async function place(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    if (running < capacity) {
      running += 1;
      return;
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    waiting.add(resolve);
    const leave = (): void => {
      waiting.delete(resolve);
      reject(signal?.reason);
    };
    const stop = signal && onAbort(signal, leave);
    await promise.finally(() => stop?.());
  }

  // The place is handed on, so that nobody who comes in between takes it.
  function handOn(): void {
    const [next] = waiting;
    if (next) waiting.delete(next);
    else running -= 1;
    next?.();
  }

  return async (task, signal) => {
    await place(signal);
    try {
      return await task();
    } finally {
      handOn();
    }
  };
}

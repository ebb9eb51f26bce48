import { abortable } from './abort.js';

interface Run<T> {
  readonly result: Promise<T>;
  readonly abandoned: AbortController;
  waiting: number;
}

/** Joins the run of a key that is under way, or starts it. */
export type JoinRun<T> = (key: string, signal: AbortSignal | undefined, run: (signal: AbortSignal) => Promise<T>) => Promise<T>;

/**
 * Makes a {@link JoinRun}: something runs once for all who ask while it runs. The signal of one ends the wait of that one alone; when
 * the last has given up, the run itself is aborted, so that nothing goes on for nobody.
 *
 * @example
 * const join = createSharedRuns<string>();
 * const [one, other] = await Promise.all([join(path, signalOfOne, read), join(path, undefined, read)]);
 */
export function createSharedRuns<T>(): JoinRun<T> {
  const runs = new Map<string, Run<T>>();

  function start(key: string, run: (signal: AbortSignal) => Promise<T>): Run<T> {
    const abandoned = new AbortController();
    const started = { result: run(abandoned.signal), abandoned, waiting: 0 };
    runs.set(key, started);
    return started;
  }

  return async (key, signal, run) => {
    signal?.throwIfAborted();
    const joined = runs.get(key) ?? start(key, run);
    joined.waiting += 1;
    try {
      return await abortable(signal, () => joined.result);
    } finally {
      joined.waiting -= 1;
      if (joined.waiting === 0) {
        if (runs.get(key) === joined) runs.delete(key);
        joined.abandoned.abort(signal?.reason);
      }
    }
  };
}

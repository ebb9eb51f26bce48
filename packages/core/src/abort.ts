// One native listener a signal, however many calls share it: adding to a long list of listeners costs time in proportion to its length.
const watches = new WeakMap<AbortSignal, Watch>();

/**
 * Calls back when a signal aborts. Returns what stops listening.
 *
 * The only place that listens to signals. A signal that has aborted already calls nobody: look at `signal.aborted` first.
 */
export function onAbort(signal: AbortSignal, listener: () => void): () => void {
  const watched = watches.get(signal) ?? watch(signal);
  // Of its own, because the same function may listen twice.
  const entry = (): void => listener();
  watched.listeners.add(entry);
  return () => {
    watched.listeners.delete(entry);
    if (watched.listeners.size === 0) watched.end();
  };
}

interface Watch {
  readonly listeners: Set<() => void>;
  end(): void;
}

function watch(signal: AbortSignal): Watch {
  const listeners = new Set<() => void>();
  const run = (): void => {
    for (const listener of listeners) listener();
  };
  const watched: Watch = {
    listeners,
    end() {
      signal.removeEventListener('abort', run);
      watches.delete(signal);
    },
  };
  watches.set(signal, watched);
  signal.addEventListener('abort', run, { once: true });
  return watched;
}

/**
 * Runs a call under a signal: rejects with `signal.reason` itself, before any work when it is aborted already, and at once when
 * it aborts in flight, whatever the call does with the signal.
 */
export async function abortable<T>(signal: AbortSignal | undefined, run: () => Promise<T>): Promise<T> {
  if (!signal) return run();
  signal.throwIfAborted();
  let stop = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = onAbort(signal, () => reject(signal.reason));
  });
  try {
    return await Promise.race([run(), aborted]);
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    stop();
  }
}

/**
 * Waits, and rejects with `signal.reason` as soon as the signal aborts.
 *
 * @example
 * await pause(200, signal);
 */
export async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const waited = (): Promise<void> =>
    new Promise((resolve) => {
      timer = setTimeout(resolve, ms);
    });
  try {
    await abortable(signal, waited);
  } finally {
    clearTimeout(timer);
  }
}

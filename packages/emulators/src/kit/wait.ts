/** Waits, but no longer than until one of the signals aborts; it never rejects. */
export function waitFor(ms: number | undefined, signals: readonly AbortSignal[]): Promise<void> {
  if (ms === 0 || signals.some(({ aborted }) => aborted)) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = ms === undefined ? undefined : setTimeout(end, ms);
    function end() {
      clearTimeout(timer);
      for (const signal of signals) signal.removeEventListener('abort', end);
      resolve();
    }
    for (const signal of signals) signal.addEventListener('abort', end);
  });
}

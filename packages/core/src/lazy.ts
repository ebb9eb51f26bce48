/**
 * Runs an initialiser once, at the first call, for all callers; a failure is forgotten, so that the next call tries again.
 *
 * @example
 * const client = lazy(async () => new (await import('some-sdk')).Client());
 * await (await client()).call();
 */
export function lazy<T>(initialise: () => Promise<T>): () => Promise<T> {
  let pending: Promise<T> | undefined;
  return () => {
    pending ??= Promise.resolve()
      .then(initialise)
      .catch((error: unknown) => {
        pending = undefined;
        throw error;
      });
    return pending;
  };
}

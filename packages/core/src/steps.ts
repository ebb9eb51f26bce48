/** An iteration whose steps may be given up while they wait. */
export interface Steps<T> {
  next(): Promise<IteratorResult<T>>;
  /** Ends the source; not while it waits, when nobody can return from it: it then ends by itself. */
  end(): Promise<void>;
}

/** Begins an iteration over a source. */
export function stepsOf<T>(source: AsyncIterable<T>): Steps<T> {
  const iterator = source[Symbol.asyncIterator]();
  let isWaiting = false;
  return {
    async next() {
      isWaiting = true;
      try {
        return await iterator.next();
      } finally {
        isWaiting = false;
      }
    },
    async end() {
      if (!isWaiting) await iterator.return?.();
    },
  };
}

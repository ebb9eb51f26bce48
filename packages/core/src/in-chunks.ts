import { createLimiter } from './limiter.js';

/** How items are split, and how many chunks are handled at a time. */
interface ChunkOptions {
  /** Most items of one chunk. */
  readonly size: number;
  /** Most chunks at a time. */
  readonly concurrency: number;
}

/**
 * Splits items into chunks of at most `size`, handles at most `concurrency` of them at a time, and joins the results in order.
 *
 * @example
 * const entries = await inChunks(addresses, { size: 10, concurrency: 8 }, (chunk) => readTen(chunk));
 */
export async function inChunks<T, R>(
  items: readonly T[],
  { size, concurrency }: ChunkOptions,
  handle: (chunk: readonly T[]) => Promise<readonly R[]>,
): Promise<readonly R[]> {
  const limit = createLimiter(concurrency);
  const chunks = Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
  return (await Promise.all(chunks.map((chunk) => limit(() => handle(chunk))))).flat();
}

import { isSecretError } from './secret-error.js';

/** Makes a handler of rejections that answers `NOT_FOUND` with what stands for absence. */
export function whenAbsent<T>(absent: T): (error: unknown) => T {
  return (error) => {
    if (isSecretError(error) && error.code === 'NOT_FOUND') return absent;
    throw error;
  };
}

/** The same entries; none at all when the source ends with `NOT_FOUND`. */
export async function* noneWhenAbsent<T>(entries: AsyncIterable<T>): AsyncIterable<T> {
  try {
    yield* entries;
  } catch (error) {
    whenAbsent(undefined)(error);
  }
}

import { isSecretError, type SecretError } from '@keyrack/core/provider';

/** Takes the failure of one of many, which then stops none of the others. */
export type Tolerate = (failure: SecretError) => void;

/** Reads one of many. When that fails, `tolerate` takes the failure and there is nothing of this one; without it the failure is thrown. */
export function oneOfMany<T>(read: () => readonly T[], tolerate: Tolerate | undefined): readonly T[] {
  try {
    return read();
  } catch (error) {
    if (!tolerate || !isSecretError(error)) throw error;
    tolerate(error);
    return [];
  }
}

/** What takes each failure once: many manifests may fail because of one that they import, and reading may begin anew. */
export function eachOnce(tolerate: Tolerate): Tolerate {
  const known = new Set<string>();
  return (failure) => {
    if (known.has(failure.message)) return;
    known.add(failure.message);
    tolerate(failure);
  };
}

/** Thrown by work that turns out to need a library which nobody has loaded yet; {@link withLibraries} catches it. */
export class LibraryNeeded extends Error {
  readonly load: () => Promise<void>;

  constructor(load: () => Promise<void>) {
    super('a library has to be loaded first');
    this.load = load;
  }
}

/**
 * Runs work that may need a library that few projects do. When it does, loads it and runs the work again from its start: until then it
 * may have done nothing that cannot be done twice.
 */
export async function withLibraries<T>(work: () => T): Promise<T> {
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof LibraryNeeded)) throw error;
      await error.load();
    }
  }
}

import { limits } from '../limits.js';
import { TemplateFault } from './template-fault.js';

/** A place in a list that moves forward. Taking items from the front of a long list would copy it each time. */
export class Cursor<T> {
  readonly #items: readonly T[];
  #at = 0;
  #depth = 0;

  constructor(items: readonly T[]) {
    this.#items = items;
  }

  /** The next item, `undefined` behind the last. */
  get next(): T | undefined {
    return this.#items[this.#at];
  }

  take(): T | undefined {
    const { next } = this;
    this.#at += 1;
    return next;
  }

  /**
   * Reads what stands one level deeper.
   *
   * @throws {@link TemplateFault} when that is nested too deeply to be walked.
   */
  nested<R>(read: () => R): R {
    this.#depth += 1;
    if (this.#depth > limits.depth) throw new TemplateFault(`the template is nested more than ${limits.depth} levels deep`);
    const result = read();
    this.#depth -= 1;
    return result;
  }
}

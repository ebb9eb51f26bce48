import { readPath } from './read-path.js';
import type { SecretRecord } from './secret-provider.js';

/** A value that does not print itself. `reveal()` is the only way out. */
export interface Secret {
  /** Version that was read, where the backend keeps versions. Opaque text. */
  readonly version?: string;
  /** When the value was written, where the backend tells. */
  readonly updatedAt?: Date;
  /** `json` when the backend keeps a typed value and {@link Secret.reveal} returns its JSON text. */
  readonly encoding?: 'json';
  /** The clear value. Every use of plaintext is found by searching for this call. */
  reveal(): string;
  /**
   * The part of a structured value that a path names, as a secret of its own.
   *
   * @throws `INVALID_ARGUMENT` when the value is not valid JSON or the path is malformed; the text of neither is quoted.
   */
  select(path: string): Secret | undefined;
  /** Never the value, so that a template literal shows none. */
  toString(): '[secret]';
  /** Never the value, so that serialising an object shows none. */
  toJSON(): '[secret]';
}

const redacted = '[secret]';

class RedactedSecret implements Secret {
  readonly #value: string;
  declare readonly version?: string;
  declare readonly updatedAt?: Date;
  declare readonly encoding?: 'json';

  constructor(record: SecretRecord) {
    this.#value = record.value;
    if (record.version !== undefined) this.version = record.version;
    if (record.updatedAt !== undefined) this.updatedAt = record.updatedAt;
    if (record.encoding !== undefined) this.encoding = record.encoding;
  }

  reveal(): string {
    return this.#value;
  }

  select(path: string): Secret | undefined {
    const found = readPath(this.#value, path);
    return found && new RedactedSecret(found);
  }

  toString(): typeof redacted {
    return redacted;
  }

  toJSON(): typeof redacted {
    return redacted;
  }

  [Symbol.toPrimitive](): string {
    return redacted;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return redacted;
  }
}

/**
 * Wraps a record so that printing, inspecting or serialising it shows `[secret]`.
 *
 * @example
 * const secret = createSecret({ value: 'hunter2' });
 * console.log(`${secret}`); // [secret]
 */
export function createSecret(record: SecretRecord): Secret {
  return new RedactedSecret(record);
}

import { formatAddress } from './address.js';
import type { Names } from './definition.js';
import type { NameCodec } from './name-codec.js';
import { secretError } from './secret-error.js';
import type { Address } from './secret-provider.js';

/** What {@link createNames} is made from. */
export interface NamesOptions {
  /** Kind of the provider, for messages. */
  readonly kind: string;
  /** Turns paths into names and back. */
  readonly codec: NameCodec;
  /** The form of a reference, where `limits.addresses` lists them. */
  readonly reference?: RegExp;
  /** Whether the backend tells `a` from `A`, as its limits say. */
  readonly caseSensitive: boolean;
}

/**
 * Makes the {@link Names} of a backend whose names are texts: paths through a codec, references as they stand.
 *
 * A listed name that the codec did not make is a reference, since others may have written it.
 *
 * @example
 * const names = createNames({ kind: 'demo', codec, reference: /^[\w/-]+$/, caseSensitive: true });
 */
export function createNames({ kind, codec, reference, caseSensitive }: NamesOptions): Names<string> {
  return {
    of(address) {
      if ('path' in address) return codec.encode(address.path);
      if (reference?.test(address.reference)) return address.reference;
      const message = `the reference is not the name of a secret in ${kind}. Look at its form.`;
      throw secretError(message, { code: 'INVALID_ARGUMENT', provider: kind, operation: 'address' });
    },
    key: (name) => (caseSensitive ? name : name.toLowerCase()),
    address(name) {
      const path = codec.decode(name);
      return path ? { path } : { reference: name };
    },
  };
}

/** The {@link Names} of a backend that takes addresses as they are. */
export const addressNames: Names<Address> = { of: (address) => address, key: formatAddress, address: (address) => address };

import { type Address, type Names, secretError } from '@keyrack/core/provider';
import type { SopsCall } from './errors.js';

/** Where a secret lies: a file, and a name at the top of its document. */
export interface Place {
  readonly file: string;
  readonly name: string;
  /** The path that means it. */
  readonly path: readonly string[];
}

/** Names of secrets in files; `placeOfFile` is the canonical place of one. */
export function placeNames(kind: string, ownFile: string | undefined, placeOfFile: (file: string) => string): Names<Place> {
  return {
    of: (address) => placeOf(address, ownFile, { kind, operation: 'address' }),
    key: ({ file, name }) => JSON.stringify([placeOfFile(file), name]),
    address: ({ path }) => ({ path }),
  };
}

/** `[file, NAME]`, or `[NAME]` when the provider has a file of its own. */
function placeOf(address: Address, ownFile: string | undefined, call: SopsCall): Place {
  const path = 'path' in address ? address.path : [];
  const [first, second, ...others] = path;
  const file = second === undefined ? ownFile : first;
  const name = second ?? first;
  if (file === undefined || name === undefined || others.length > 0) {
    const form = ownFile === undefined ? 'a file and a name' : 'a name, or a file and a name';
    throw refuse(`the address of a secret of ${call.kind} is ${form}. Look at the number of its parts`, call);
  }
  // The format keeps its own data under this name.
  if (name === 'sops') throw refuse('the name "sops" is taken by the file format. Choose another one', call);
  return { file, name, path };
}

/** An `INVALID_ARGUMENT` about an address. */
export function refuse(message: string, { kind, operation }: SopsCall): Error {
  return secretError(`${message}.`, { code: 'INVALID_ARGUMENT', provider: kind, operation });
}

import { formatAddress } from '../src/address.js';
import type { Names } from '../src/definition.js';
import type { Address } from '../src/secret-provider.js';

/** Names of a backend that takes addresses as they are. */
export const addressNames: Names<Address> = { of: (address) => address, key: formatAddress, address: (address) => address };

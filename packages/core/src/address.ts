import { secretError } from './secret-error.js';
import type { Address, ProviderLimits } from './secret-provider.js';

const maxSegmentLength = 512;
// The native names of whole paths; each provider knows the limit of its backend.
const maxReferenceLength = 4096;

/** Formats an address for messages: the native name, or the segments joined by `/` with `/` and `%` inside them escaped. */
export function formatAddress(address: Address): string {
  if ('reference' in address) return address.reference;
  return address.path.map((segment) => segment.replaceAll('%', '%25').replaceAll('/', '%2F')).join('/');
}

/** Who takes an address, for messages. */
interface AddressedCall {
  /** Kind of the provider. */
  readonly kind: string;
  /** Method that was called, such as `get`. */
  readonly operation: string;
}

/**
 * Refuses an address that no backend should ever see.
 *
 * Segments are not empty, not `.` or `..`, hold no control characters or lone surrogates, are in Unicode NFC, and have at most 512
 * characters each; a reference has at most 4,096.
 *
 * @throws `INVALID_ARGUMENT` with the rule that is broken.
 */
export function checkAddress(address: Address, limits: ProviderLimits, call: AddressedCall): void {
  const arm = 'reference' in address ? 'reference' : 'path';
  const fault = limits.addresses.includes(arm)
    ? faultOf(address)
    : `${call.kind} takes a ${limits.addresses.join(' or a ')}, not a ${arm}`;
  if (fault === undefined) return;
  throw secretError(`the address of a secret is not usable: ${fault}.`, {
    code: 'INVALID_ARGUMENT',
    provider: call.kind,
    operation: call.operation,
  });
}

function faultOf(address: Address): string | undefined {
  if ('reference' in address) return partFault(address.reference, maxReferenceLength);
  if (address.path.length === 0) return segmentFault('');
  return address.path.map(segmentFault).find((found) => found !== undefined);
}

/** What is wrong with one segment of a path, if anything. */
export function segmentFault(segment: string): string | undefined {
  return partFault(segment, maxSegmentLength);
}

function partFault(part: string, maxLength: number): string | undefined {
  if (part === '') return 'a part of it is empty';
  if (part === '.' || part === '..') return `a part of it is "${part}"`;
  if (part.length > maxLength) return `a part of it is longer than ${maxLength} characters`;
  if (!part.isWellFormed()) return 'a part of it is not well-formed Unicode';
  if (/\p{Cc}/u.test(part)) return 'a part of it holds a control character';
  if (part !== part.normalize('NFC')) return 'a part of it is not in Unicode normal form C';
  return undefined;
}

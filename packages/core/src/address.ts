import { secretError } from './secret-error.js';
import type { Address, ProviderLimits } from './secret-provider.js';

const maxSegmentLength = 512;

/** Formats an address for messages: the native name, or the segments joined by `/` with `/` and `%` inside them escaped. */
export function formatAddress(address: Address): string {
  if ('reference' in address) return address.reference;
  return address.path.map((segment) => segment.replaceAll('%', '%25').replaceAll('/', '%2F')).join('/');
}

/**
 * Refuses an address that no backend should ever see.
 *
 * Segments are not empty, not `.` or `..`, hold no control characters or lone surrogates, are in Unicode NFC, and have at most 512
 * characters each.
 *
 * @throws `INVALID_ARGUMENT` with the rule that is broken.
 */
export function checkAddress(address: Address, limits: ProviderLimits, call: { kind: string; operation: string }): void {
  const arm = 'reference' in address ? 'reference' : 'path';
  const fault = limits.addresses.includes(arm)
    ? partsOf(address)
        .map(segmentFault)
        .find((found) => found !== undefined)
    : `${call.kind} takes a ${limits.addresses.join(' or a ')}, not a ${arm}`;
  if (fault === undefined) return;
  throw secretError(`the address of a secret is not usable: ${fault}.`, {
    code: 'INVALID_ARGUMENT',
    provider: call.kind,
    operation: call.operation,
  });
}

function partsOf(address: Address): readonly string[] {
  if ('reference' in address) return [address.reference];
  return address.path.length > 0 ? address.path : [''];
}

/** What is wrong with one part of an address, if anything. */
export function segmentFault(segment: string): string | undefined {
  if (segment === '') return 'a part of it is empty';
  if (segment === '.' || segment === '..') return `a part of it is "${segment}"`;
  if (segment.length > maxSegmentLength) return `a part of it is longer than ${maxSegmentLength} characters`;
  if (!segment.isWellFormed()) return 'a part of it is not well-formed Unicode';
  if (/\p{Cc}/u.test(segment)) return 'a part of it holds a control character';
  if (segment !== segment.normalize('NFC')) return 'a part of it is not in Unicode normal form C';
  return undefined;
}

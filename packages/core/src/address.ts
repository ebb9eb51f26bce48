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
 * characters each; a reference has at most 4,096, and no part that leads out of its place.
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
  if ('reference' in address) return partFault(address.reference, maxReferenceLength) ?? wayOut(address.reference);
  if (address.path.length === 0) return segmentFault('');
  return address.path.map(segmentFault).find((found) => found !== undefined);
}

/**
 * What leads a reference out of its place, if anything.
 *
 * Many backends take names for parts of a URL or a path, and fold `x/../y` before they look: a reference could then mean another secret,
 * or another operation on it. One scheme, as in `op://`, and one slash in front are part of a name; the rest follows the rule of
 * segments, also behind percent-encoding, once or twice: https://url.spec.whatwg.org/#double-dot-path-segment
 */
function wayOut(reference: string): string | undefined {
  const decoded = [reference, decodePercent(reference), decodePercent(decodePercent(reference))];
  return decoded.map(strayPart).find((fault) => fault !== undefined);
}

function strayPart(reference: string): string | undefined {
  const parts = reference.replace(/^(?:[A-Za-z][\w+.-]*:\/\/|\/)/, '').split(/[/\\]/);
  if (/\p{Cc}/u.test(reference)) return 'a part of it holds a control character';
  const stray = parts.find((part) => part === '' || part === '.' || part === '..');
  return stray === undefined ? undefined : stray === '' ? 'a part of it is empty' : `a part of it is "${stray}"`;
}

// Only what could become a sign that divides or leads out; a percent sign of another sort is a sign like any other.
function decodePercent(text: string): string {
  return text.replaceAll(/%([01][0-9a-f]|7f|25|2e|2f|5c)/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
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

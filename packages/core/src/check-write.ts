import { type ErrorCode, secretError } from './secret-error.js';
import type { ProviderLimits, SecretProvider, SetOptions } from './secret-provider.js';

/**
 * Refuses a write that its backend should never see: the value, the condition, and what goes with the value.
 *
 * @throws `INVALID_ARGUMENT` for what is malformed or too large, `UNSUPPORTED` for what the limits do not name; nothing is quoted.
 */
export function checkWrite({ kind, limits }: Pick<SecretProvider, 'kind' | 'limits'>, value: string, options: SetOptions): void {
  const fault = valueFault(kind, limits, value) ?? conditionFault(kind, limits, options) ?? metadataFault(kind, limits, options);
  if (!fault) return;
  const [code, message] = fault;
  throw secretError(message, { code, provider: kind, operation: 'set' });
}

type Fault = readonly [code: ErrorCode, message: string] | undefined;

function valueFault(kind: string, { emptyValue, maxValueBytes }: ProviderLimits, value: string): Fault {
  if (value === '' && !emptyValue) return ['INVALID_ARGUMENT', `${kind} does not store empty values.`];
  if (!value.isWellFormed()) return ['INVALID_ARGUMENT', 'the value is not well-formed Unicode. Encode binary values as base64.'];
  const bytes = new TextEncoder().encode(value).length;
  return bytes > maxValueBytes
    ? ['INVALID_ARGUMENT', `the value has ${bytes} bytes; ${kind} stores at most ${maxValueBytes}.`]
    : undefined;
}

function conditionFault(kind: string, { conditionalSet }: ProviderLimits, { ifVersion }: SetOptions): Fault {
  if (ifVersion === undefined || conditionalSet === 'version' || (conditionalSet === 'create' && ifVersion === 'absent'))
    return undefined;
  return ['UNSUPPORTED', `${kind} cannot write on condition of ${ifVersion === 'absent' ? 'absence' : 'a version'}.`];
}

function metadataFault(kind: string, { metadata = [] }: ProviderLimits, options: SetOptions): Fault {
  for (const part of ['description', 'tags'] as const) {
    if (options[part] !== undefined && !metadata.includes(part))
      return ['UNSUPPORTED', `${kind} keeps no ${part} with a secret.`];
  }
  const { description = '', tags = {} } = options;
  if (!isText(description)) return ['INVALID_ARGUMENT', 'the description of the secret is not well-formed text.'];
  return isPlain(tags) && Object.entries(tags).flat().every(isText)
    ? undefined
    : ['INVALID_ARGUMENT', 'the tags of the secret are not a plain map of well-formed texts.'];
}

// Callers in JavaScript pass what they like.
function isText(value: unknown): boolean {
  return typeof value === 'string' && value.isWellFormed();
}

function isPlain(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // `Object.prototype` of whichever realm, or none.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

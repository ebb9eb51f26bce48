import { type SecretError, secretError } from './secret-error.js';
import type { Operation } from './secret-provider.js';
import type { SecretLocation } from './secrets.js';

/** The error of a name without a value. */
export function absent({ provider, label }: SecretLocation): SecretError {
  return secretError(`secret "${label}" is not there. Create it with \`set\`.`, {
    code: 'NOT_FOUND',
    provider: provider.kind,
    operation: 'get',
    target: label,
  });
}

/**
 * The error of a path that leads to nothing in a value.
 *
 * Not `NOT_FOUND`: whoever creates what is not there would overwrite the rest of the value.
 */
export function withoutPart({ provider, label }: SecretLocation): SecretError {
  return secretError(`secret "${label}" has a value, but the path leads to nothing in it. Check the path.`, {
    code: 'INVALID_ARGUMENT',
    provider: provider.kind,
    operation: 'select',
    target: label,
  });
}

/** The error of a method that a backend does not have. */
export function unsupported(operation: Operation, { provider, label }: SecretLocation): SecretError {
  return secretError(`${provider.kind} has no ${operation}.`, {
    code: 'UNSUPPORTED',
    provider: provider.kind,
    operation,
    target: label,
  });
}

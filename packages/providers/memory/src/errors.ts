import { type Address, type ErrorTable, errorTable, formatAddress, type SecretError, secretError } from '@keyrack/core/provider';

/** What messages and reports call this provider. */
export const kind = 'memory';

/** Memory has no native errors: what is thrown in it is a mistake of ours, hence `UNKNOWN`. */
export const errors: ErrorTable = errorTable(kind, {});

/** The refusal of a write whose `ifVersion` does not hold. */
export function conflict(address: Address): SecretError {
  const target = formatAddress(address);
  return secretError(`"${target}" is not at the expected version. Read it again, then repeat.`, {
    code: 'CONFLICT',
    provider: kind,
    operation: 'set',
    target,
  });
}

/** The refusal of a rollback to what is not there. */
export function unknownVersion(address: Address): SecretError {
  const target = formatAddress(address);
  return secretError(`"${target}" has no such version. Look at those that \`versions\` lists.`, {
    code: 'NOT_FOUND',
    provider: kind,
    operation: 'rollback',
    target,
  });
}

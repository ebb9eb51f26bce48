import { type ErrorTable, errorTable, type SecretError, secretError } from '@keyrack/core/provider';

/** What configuration, messages and reports call this provider. */
export const kind = 'dotenv';

/** What the tools for files throw is translated already, and there is no other library. */
export const errors: ErrorTable = errorTable(kind, {});

/** Who reads which file, for messages. */
export interface EnvFileCall {
  readonly file: string;
  readonly operation: string;
}

/** The failure of a line. It may hold a value, so no part of it is repeated. */
export function malformed(line: number, why: string, { file, operation }: EnvFileCall): SecretError {
  const message = `${file}:${line}: cannot read this line: ${why}. Mend it, or restore the file from version control.`;
  return secretError(message, { code: 'INVALID_CONFIG', provider: kind, operation, target: file });
}

/** An `INVALID_ARGUMENT` about an address or a value: nothing was read. */
export function refuse(message: string, operation: string): SecretError {
  return secretError(message, { code: 'INVALID_ARGUMENT', provider: kind, operation });
}

/** The failure of a write on the condition that there is nothing. */
export function taken(name: string, operation: string): SecretError {
  const message = `"${name}" is there already. Leave the condition away to replace it.`;
  return secretError(message, { code: 'CONFLICT', provider: kind, operation, target: name });
}

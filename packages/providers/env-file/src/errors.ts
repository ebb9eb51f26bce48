import type { DotenvFault } from '@keyrack/core/dotenv';
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

/** The refusal of a line for a name. No part of the line is repeated, because it may be one of a value. */
export function refusedLine({ name, line, fault }: DotenvFault, { file, operation }: EnvFileCall): SecretError {
  const message = `${file}:${line}: ${name === undefined ? '' : `${name}: `}${fault}`;
  return secretError(message, { code: 'INVALID_CONFIG', provider: kind, operation, target: file });
}

/** The refusal of a name that a file does not have which may have lost it. */
export function brokenOff({ line }: DotenvFault, { file, operation }: EnvFileCall): SecretError {
  const message = `${file}:${line}: the file breaks off here, so names may be missing. Mend its last lines, or restore the file.`;
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

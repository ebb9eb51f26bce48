import { type ErrorCode, type SecretError, secretError } from '@keyrack/core/provider';
import type { FormatError } from './client.js';

/** Who calls, for messages. */
export interface SopsCall {
  readonly kind: string;
  readonly operation: string;
}

/** Failures of the format: what they are to the caller, and what to do. Their messages hold names and places, never values. */
const meanings: Readonly<Record<FormatError['code'], readonly [ErrorCode, string]>> = {
  MALFORMED: ['INVALID_CONFIG', 'Mend the file, or restore it from version control.'],
  NOT_SOPS: ['INVALID_CONFIG', 'Look at the path, or encrypt the file first.'],
  NO_MAC: ['DECRYPT_FAILED', 'Restore the file from version control.'],
  MAC_MISMATCH: ['DECRYPT_FAILED', 'Restore the file from version control; changes have to go through keyrack or sops.'],
  DECRYPT_FAILED: ['DECRYPT_FAILED', 'Restore the file from version control.'],
  NO_KEY: ['DECRYPT_FAILED', 'Use a key that the file is encrypted for, or have its owner add yours.'],
  BAD_KEY: ['INVALID_CONFIG', 'Look at the key or recipient.'],
  UNSUPPORTED: ['UNSUPPORTED', 'Use the sops program for this file.'],
  CLEAR_NAME: ['INVALID_ARGUMENT', 'Choose another name, or change the rule.'],
  INVALID_VALUE: ['INVALID_ARGUMENT', 'Choose another name or value.'],
  NO_RULE: ['INVALID_CONFIG', 'Add a creation rule for this path, or set `ageRecipients`.'],
  NOT_RULES: ['INVALID_CONFIG', 'Name another recipients_file.'],
  BAD_RULE: ['INVALID_CONFIG', 'Mend the rule.'],
};

/** Makes a `SecretError` about one file. */
export function fileFault(message: string, code: ErrorCode, path: string, { kind, operation }: SopsCall): SecretError {
  return secretError(message, { code, provider: kind, operation, target: path });
}

function isFormatError(error: unknown): error is FormatError {
  return error instanceof Error && error.name === 'SopsFormatError' && Object.hasOwn(meanings, (error as FormatError).code);
}

/** Runs something with one file; failures of the format name that file, with line and column where they are known. */
export async function about<T>(path: string, call: SopsCall, run: () => Promise<T> | T): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!isFormatError(error)) throw error;
    const { line, column } = error;
    const [code, advice] = meanings[error.code];
    const where = line === undefined ? path : `${path}:${line}:${column}`;
    const what = error.message.replace(` (line ${line}, column ${column})`, '');
    throw fileFault(`${where}: ${what}. ${advice}`, code, path, call);
  }
}

import { isSecretError, type SecretError } from '@keyrack/core';
import type { Session } from './session.js';
import { UsageError } from './usage-error.js';

/** Tells the user what went wrong, never with a value in it, and returns the exit code. */
export function printError(error: unknown, { out, debug }: Session): number {
  if (isSecretError(error)) out.error(wordsOf(error));
  else if (error instanceof UsageError) out.error(error.message);
  else {
    // A defect of ours. Its message is unknown text and is never shown; where it happened is.
    const name = error instanceof Error ? error.name : typeof error;
    out.error(`unexpected ${name} inside keyrack; this is a defect. --debug shows where.`);
    const frames = error instanceof Error ? (error.stack?.replace(error.message, '').match(/^ +at .*$/gm) ?? []) : [];
    if (debug) for (const frame of frames) out.debug(frame);
  }
  return error instanceof UsageError ? error.exitCode : 1;
}

/** The message of an error with its code, which `docs/error-codes.md` explains, at the end of the first line. */
export function wordsOf({ message, code }: Pick<SecretError, 'message' | 'code'>): string {
  return message.replace(/$/m, ` [${code}]`);
}

/** What is told of secrets whose status is an error. */
export function cannotBeChecked(what: string, error: SecretError | undefined): string {
  return `${what} cannot be checked: ${error ? wordsOf(error) : 'the reason is not known.'}`;
}

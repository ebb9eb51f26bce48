import { isSecretError } from '@keyrack/core';
import type { Session } from './session.js';
import { UsageError } from './usage-error.js';

/** Tells the user what went wrong, never with a value in it, and returns the exit code. */
export function printError(error: unknown, { out, terminal }: Session): number {
  if (isSecretError(error) || error instanceof UsageError) out.error(error.message);
  else {
    // A defect of ours: its message is unknown text, so it is shown only on request, and masked.
    const name = error instanceof Error ? error.name : typeof error;
    out.error(`unexpected ${name} inside keyrack; this is a defect. KEYRACK_DEBUG=1 shows where.`);
    if (terminal.env.KEYRACK_DEBUG && error instanceof Error) out.info(error.stack ?? '');
  }
  return error instanceof UsageError ? error.exitCode : 1;
}

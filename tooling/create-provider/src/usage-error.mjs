/** A mistake of whoever started the program: one sentence, nothing was written, exit code 2. */
export class UsageError extends Error {}

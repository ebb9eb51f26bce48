import { type ErrorTable, errorTable, type SecretError, secretError } from '@keyrack/core/provider';

/** What configuration, messages and reports call this provider. */
export const kind = 'example/vault';

/**
 * Native errors to codes, with advice where the code says too little. Messages are never copied: some carry the value. Statuses such
 * as 401, 403, 429 and 503, broken connections and answers of strangers need no line: they mean the same everywhere.
 */
export const errors: ErrorTable = errorTable(kind, { SecretNotFound: 'NOT_FOUND' }, { keysOf: wordsIn });

// The backend's own word for what failed stands in its answer.
function wordsIn({ body }: { readonly body?: { readonly error?: unknown } | null }): readonly unknown[] {
  return [body?.error];
}

/** The failure of a request for which there is no login. */
export function noToken(): SecretError {
  const message = `${kind} needs a token. Set \`token\` or EXAMPLE_VAULT_TOKEN.`;
  return secretError(message, { code: 'UNAUTHENTICATED', provider: kind, operation: 'request' });
}

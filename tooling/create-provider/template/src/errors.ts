import { type ErrorTable, errorTable, type SecretError, secretError } from '@keyrack/core/provider';

/** What configuration, messages and reports call this provider. */
export const kind = 'example/vault';

/**
 * Native errors to codes, with advice where the code says too little. Messages are never copied: some carry the value. Statuses such
 * as 401, 403, 429 and 503 and broken connections need no line: they mean the same everywhere.
 */
export const errors: ErrorTable = errorTable(kind, {
  SecretNotFound: 'NOT_FOUND',
  // Without the word above it comes from something else than the backend, and tells nothing of the secret.
  '404': ['UNAVAILABLE', 'failed: that is no Example Vault. Look at `endpoint` and proxies.'],
  SyntaxError: ['UNAVAILABLE', 'failed: the answer was no valid one. Look at `endpoint` and proxies, or try again.'],
});

/** The failure of a request that was answered without what it asked for. */
export function incomplete(): SecretError {
  const message = `${kind} answered without what was asked for. Look at \`endpoint\` and proxies, or try again.`;
  return secretError(message, { code: 'UNAVAILABLE', provider: kind, operation: 'request' });
}

/** The failure of a request for which there is no login. */
export function noToken(): SecretError {
  const message = `${kind} needs a token. Set \`token\` or EXAMPLE_VAULT_TOKEN.`;
  return secretError(message, { code: 'UNAUTHENTICATED', provider: kind, operation: 'request' });
}

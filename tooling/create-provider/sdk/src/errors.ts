import { type ErrorTable, errorTable } from '@keyrack/core/provider';

/** What configuration, messages and reports call this provider. */
export const kind = 'example/vault';

/**
 * Native errors to codes, with advice where the code says too little. Messages are never copied: some carry the value. Statuses such
 * as 401, 403, 429 and 503 and broken connections need no line: they mean the same everywhere.
 */
export const errors: ErrorTable = errorTable(kind, {
  SecretNotFound: 'NOT_FOUND',
  SyntaxError: ['UNAVAILABLE', 'failed: the answer was no valid one. Look at proxies, or try again.'],
  ERR_MODULE_NOT_FOUND: [
    'INVALID_CONFIG',
    'finds no official client. Install @keyrack/example-vault again, with its dependencies.',
  ],
});

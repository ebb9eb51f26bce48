import { type ErrorTable, errorTable, type SecretError, secretError } from '@keyrack/core/provider';

/** What configuration, messages and reports call this provider. */
export const kind = 'example/vault';

/** What the tools for files throw is translated already. Messages of parsers are never copied: they quote the text. */
export const errors: ErrorTable = errorTable(kind, {
  SyntaxError: ['INVALID_CONFIG', 'failed: the file is damaged. Mend it, or restore it from version control.'],
});

/** The failure of reading a file that holds something else. */
export function otherContent(file: string): SecretError {
  const message = `${file} is not a file of ${kind}: names with texts. Look at \`file\`.`;
  return secretError(message, { code: 'INVALID_CONFIG', provider: kind, operation: 'read', target: file });
}

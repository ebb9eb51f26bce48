// The operations and limits in a provider's README.
import { limitsInWords } from './limits-text.mjs';
import { markdownTable } from './markdown-table.mjs';

/**
 * What a provider that is made without more than its required options can do, and within which limits.
 *
 * @param {import('./built-provider.mjs').Built} built
 */
export function operationsTable({ operations, limits }) {
  const rows = [['Operations', operations.map((name) => `\`${name}\``).join(', ')], ...Object.entries(limitsInWords(limits))];
  return markdownTable(['', ''], rows);
}

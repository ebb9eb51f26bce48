// The options section of a provider's README.
import { markdownTable } from './markdown-table.mjs';

const head = ['Option', 'Type', 'Needed', 'Environment', 'Default', 'Meaning'];

/** A Markdown table from the rows of `describeOptions`. */
export function optionTable(rows) {
  if (rows.length === 0) return 'None.';
  const cells = rows.map(({ name, type, required, secret, env, default: fallback, description }) => [
    code(name),
    secret ? `${type}, secret` : type,
    required ? 'yes' : 'no',
    code(env),
    code(fallback),
    description ?? '',
  ]);
  return markdownTable(head, cells);
}

function code(value) {
  if (value === undefined || value === '') return '';
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}

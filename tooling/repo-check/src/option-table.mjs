// The options section of a provider's README.
import { markdownTable } from './markdown-table.mjs';

const start = '<!-- options:start -->';
const end = '<!-- options:end -->';
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

/** The README with the table between its marks, `undefined` when they are not there. */
export function withOptionTable(readme, table) {
  const [from, to] = [readme.indexOf(start), readme.indexOf(end)];
  if (from === -1 || to < from) return undefined;
  return `${readme.slice(0, from + start.length)}\n\n${table}\n\n${readme.slice(to)}`;
}

function code(value) {
  if (value === undefined || value === '') return '';
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}

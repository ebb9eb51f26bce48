// The options section of a provider's README.

const start = '<!-- options:start -->';
const end = '<!-- options:end -->';

/** A Markdown table from the rows of `describeOptions`. */
export function optionTable(rows) {
  if (rows.length === 0) return 'None.';
  const lines = rows.map(({ name, type, required, secret, env, default: fallback, description }) => {
    const marks = [required && 'required', secret && 'secret'].filter(Boolean).join(', ');
    return `| ${[`\`${name}\``, type, marks, code(env), code(fallback), description ?? ''].map(cell).join(' | ')} |`;
  });
  return ['| Option | Type | | Environment | Default | Meaning |', '|---|---|---|---|---|---|', ...lines].join('\n');
}

/** The README with the table between its marks, `undefined` when they are not there. */
export function withOptionTable(readme, table) {
  const [from, to] = [readme.indexOf(start), readme.indexOf(end)];
  if (from === -1 || to < from) return undefined;
  return `${readme.slice(0, from + start.length)}\n${table}\n${readme.slice(to)}`;
}

function code(value) {
  if (value === undefined || value === '') return '';
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}

function cell(text) {
  return String(text).replaceAll('|', '\\|').replaceAll('\n', ' ');
}

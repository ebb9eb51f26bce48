/** Rows as every format prints them: column name to text, in column order. */
export type Row = Readonly<Record<string, string>>;

export const rowFormats = ['table', 'json', 'yaml', 'csv', 'tsv'] as const;

/** Formats rows; without rows an empty document of the format. `lines` is TSV without a header, as Atmos prints it off a terminal. */
export async function formatRows(rows: readonly Row[], columns: readonly string[], format: string): Promise<string> {
  const cells = rows.map((row) => columns.map((column) => row[column] ?? ''));
  switch (format) {
    case 'json':
      return `${JSON.stringify(rows.map(inKeyOrder), null, 2)}\n`;
    case 'yaml':
      return (await import('./to-yaml.js')).toYaml(rows.map(inKeyOrder));
    case 'csv':
      return lines([columns, ...cells].map((line) => line.map(csvCell).join(',')));
    case 'tsv':
      return lines([columns, ...cells].map(tsvLine));
    case 'lines':
      return lines(cells.map(tsvLine));
    default:
      return table([columns.map((column) => column.toUpperCase()), ...cells]);
  }
}

function inKeyOrder(row: Row): Row {
  return Object.fromEntries(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join('');
}

// RFC 4180.
function csvCell(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function tsvLine(cells: readonly string[]): string {
  return cells.map((cell) => cell.replaceAll(/[\t\r\n]+/g, ' ')).join('\t');
}

function table(all: readonly (readonly string[])[]): string {
  const widths = (all[0] ?? []).map((_, column) => Math.max(...all.map((line) => (line[column] ?? '').length)));
  return lines(
    all.map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    ),
  );
}

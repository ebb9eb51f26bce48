// Tables as the formatter of this repository writes them, so that a generated page never differs from its formatted self.

/**
 * @param {string[]} head
 * @param {string[][]} rows
 */
export function markdownTable(head, rows) {
  const lines = [head, ...rows].map((cells) => cells.map((text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')));
  const widths = head.map((_, column) => Math.max(3, ...lines.map((cells) => cells[column].length)));
  const ruler = widths.map((width) => '-'.repeat(width));
  const [first, ...rest] = lines;
  return [first, ruler, ...rest]
    .map((cells) => `| ${cells.map((text, column) => text.padEnd(widths[column])).join(' | ')} |`)
    .join('\n');
}

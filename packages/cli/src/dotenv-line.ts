import { formatDotenvLine, misreadersOf } from '@keyrack/core/dotenv';
import type { Output } from './output.js';

/** The line `NAME=value`; warns of the tools that read another value from it. */
export function dotenvLine(name: string, value: string, out: Pick<Output, 'warn'>): string {
  const line = formatDotenvLine(name, value);
  const readers = misreadersOf(value);
  if (readers.length > 0) {
    const named = [readers.slice(0, -1).join(', '), readers.at(-1)].filter((part) => part !== '').join(' and ');
    out.warn(
      `${name} is read differently by ${named}: no form of this value means the same to all tools. Take --raw or --format json.`,
    );
  }
  return line;
}

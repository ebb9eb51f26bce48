import { formatDotenvLine, misreadWarning } from '@keyrack/core/dotenv';
import type { Output } from './output.js';

/** The line `NAME=value`; warns of the tools that read another value from it. */
export function dotenvLine(name: string, value: string, out: Pick<Output, 'warn'>): string {
  const line = formatDotenvLine(name, value);
  const warning = misreadWarning(name, value);
  if (warning !== undefined) out.warn(`${warning} Take --raw or --format json.`);
  return line;
}

import { styleText } from 'node:util';
import type { Masker } from '@keyrack/core';
import type { Terminal } from './terminal.js';
import { UsageError } from './usage-error.js';

/** The only way to standard output and standard error: data to the one, words to the other, both through the masker. */
export interface Output {
  /** Whether registered values are shown. Messages stay masked all the same. */
  reveal: boolean;
  /** Writes data to standard output as it stands, without a line break of its own. */
  data(text: string): void;
  info(message: string): void;
  /** What is asked for with `--debug`. */
  debug(message: string): void;
  success(message: string): void;
  /** Not what was an error already. */
  warn(message: string): void;
  error(message: string): void;
  /** Shows a line at the terminal that the next one, or a message, takes the place of; an empty one only takes it away. */
  progress(line: string): void;
}

/** Makes the {@link Output} of one run. Colours only at a terminal, and not with `NO_COLOR`. */
export function createOutput(terminal: Terminal, masker: Masker): Output {
  const { env } = terminal;
  const say = (style: 'red' | 'yellow' | 'green' | undefined, label: string, message: string, ornament = ''): void => {
    const { stderr } = terminal;
    showLine('');
    const coloured = stderr.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';
    const mark = coloured && style ? styleText(style, ornament + label, { validateStream: false }) : label;
    stderr.write(`${mark}${masker.mask(message)}\n`);
  };
  let shown = '';
  const showLine = (line: string): void => {
    if (line === shown) return;
    shown = line;
    // Back to the start of the line, and all of it erased.
    terminal.stderr.write(`\r\u001b[2K${masker.mask(line)}`);
  };
  const refused = new Set<string>();
  return {
    reveal: false,
    data(text) {
      const { stdout } = terminal;
      if (this.reveal && stdout.closed)
        throw new UsageError('standard output is closed, so what was asked for would be lost. Open it, or leave --reveal away.');
      stdout.write(this.reveal ? text : masker.mask(text));
    },
    info: (message) => say(undefined, '', message),
    debug: (message) => say(undefined, 'debug: ', message),
    success: (message) => say('green', '', message, '✓ '),
    warn(message) {
      if (!refused.has(message)) say('yellow', 'warning: ', message);
    },
    error(message) {
      refused.add(message);
      say('red', 'error: ', message);
    },
    progress: showLine,
  };
}

import { constants } from 'node:os';
import { CommanderError } from 'commander';
import { threadsAreDone } from './leave.js';
import { printError } from './print-error.js';
import { buildProgram } from './program.js';
import { createSession } from './session.js';
import { processTerminal, type Terminal } from './terminal.js';

/** Runs the command line of this process, and ends it. */
export async function run(argv: readonly string[]): Promise<void> {
  const terminal = processTerminal();
  process.exitCode = await main(argv, terminal);
  // A write that was under way cleans up, and an exit would wait for a thread that may never be done.
  if (terminal.toldToEnd) await threadsAreDone();
  // With nothing left to write there is nothing to wait for, and no need for Node to take its heap apart.
  if (!terminal.streams) process.exit();
}

/**
 * Runs one command line and returns the exit code: 0 for success, 1 for an error, 2 for an unknown command or flag, the child's
 * code for `exec`, 128 + n when signal n ended it.
 */
export async function main(argv: readonly string[], terminal: Terminal): Promise<number> {
  const session = createSession(terminal);
  const { own, child } = splitAtDashes(argv);
  let code = 0;
  try {
    const finish = (result: number): void => {
      code = result;
    };
    const { parser, words } = buildProgram({ session, argv: withHelp(spellOut(own)), child, finish });
    await parser.parseAsync(words, { from: 'user' });
    return code;
  } catch (error) {
    if (session.endedBy) return 128 + constants.signals[session.endedBy];
    return error instanceof CommanderError ? usageCode(error) : printError(error, session);
  } finally {
    await session.close();
  }
}

// What stands behind `--` belongs to the child, flags of ours included.
function splitAtDashes(argv: readonly string[]): { own: readonly string[]; child: readonly string[] | undefined } {
  const dashes = argv.indexOf('--');
  return dashes === -1 ? { own: argv, child: undefined } : { own: argv.slice(0, dashes), child: argv.slice(dashes + 1) };
}

const negatable = new Set(['mask', 'interactive', 'verify']);
const switches = new Set([
  ...negatable,
  'force',
  'dry-run',
  'all',
  'stdin',
  'verbose',
  'raw',
  'reveal',
  'provenance',
  'allow-missing',
  'if-absent',
]);

// Scripts write `--mask=false`; the parser knows `--no-mask`.
function spellOut(argv: readonly string[]): string[] {
  return argv.flatMap((word) => {
    const [, name = '', value = ''] = /^--([a-z-]+)=(true|false)$/.exec(word) ?? [];
    if (!switches.has(name)) return [word];
    if (value === 'true') return [`--${name}`];
    return negatable.has(name) ? [`--no-${name}`] : [];
  });
}

// Nothing, or a group alone, is a question: the answer is data and no error.
function withHelp(words: readonly string[]): readonly string[] {
  const [only = 'secret', ...others] = words;
  return others.length === 0 && (only === 'secret' || only === 'describe') ? [...words, '--help'] : words;
}

function usageCode({ code, exitCode }: CommanderError): number {
  if (code === 'commander.unknownCommand' || code === 'commander.unknownOption' || code === 'commander.excessArguments') return 2;
  return exitCode;
}

import { constants } from 'node:os';
import { CommanderError } from 'commander';
import { commandFirst, spellOut } from './arrange-words.js';
import { globalFlags, targetFlags } from './flags.js';
import { threadsAreDone } from './leave.js';
import { printError } from './print-error.js';
import { buildProgram, commandsFor, flagsOf } from './program.js';
import { createSession, type Session } from './session.js';
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
 * Runs one command line and returns the exit code: 0 for success, 1 for an error, 2 for a command line that is wrong in itself, the
 * child's code for `exec`, 128 + n when signal n ended it.
 */
export async function main(argv: readonly string[], terminal: Terminal): Promise<number> {
  const session = createSession(terminal);
  const code = await runWords(argv, session);
  try {
    await session.close();
    return code;
  } catch (error) {
    const failed = printError(error, session);
    return code === 0 ? failed : code;
  }
}

async function runWords(argv: readonly string[], session: Session): Promise<number> {
  const { own, child } = splitAtDashes(argv);
  let code = 0;
  try {
    const finish = (result: number): void => {
      code = result;
    };
    const commands = await commandsFor(own);
    const words = commandFirst(spellOut(own, flagsOf(commands)), [...globalFlags, ...targetFlags]);
    const { parser, rest } = buildProgram({ session, commands, words, child, finish });
    await parser.parseAsync(rest, { from: 'user' });
    return code;
  } catch (error) {
    if (session.endedBy) return 128 + constants.signals[session.endedBy];
    return error instanceof CommanderError ? usageCode(error) : printError(error, session);
  }
}

// What stands behind `--` belongs to the child, flags of ours included.
function splitAtDashes(argv: readonly string[]): { own: readonly string[]; child: readonly string[] | undefined } {
  const dashes = argv.indexOf('--');
  return dashes === -1 ? { own: argv, child: undefined } : { own: argv.slice(0, dashes), child: argv.slice(dashes + 1) };
}

// The parser ends help with 0. Everything else that it throws is about the command line.
function usageCode({ exitCode }: CommanderError): number {
  return exitCode === 0 ? 0 : 2;
}

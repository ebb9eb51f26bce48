import type { FlagSpec, Flags } from './flags.js';
import type { Session } from './session.js';

/** What one run of a command is given. */
export interface Call {
  readonly args: readonly string[];
  readonly flags: Flags;
  /** The words behind `--`; `undefined` when there is no `--`. */
  readonly child: readonly string[] | undefined;
  readonly session: Session;
}

/** A command as data: it parses, asks the project and prints; nothing more. */
export interface Command {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly summary: string;
  /** Positional arguments as usage shows them: `<NAME>` required, `[NAME]` optional. */
  readonly args?: string;
  /** What stands behind the flags, for a command that takes words behind `--`. */
  readonly childUsage?: string;
  readonly flags: readonly FlagSpec[];
  readonly examples: readonly string[];
  /** Returns the exit code; nothing means 0. */
  run(call: Call): Promise<number | undefined>;
}

import { Option, Command as Parser } from 'commander';
import type { Command } from './command.js';
import { deleteCommand } from './commands/delete.js';
import { describeCommand } from './commands/describe.js';
import { execCommand } from './commands/exec.js';
import { getCommand } from './commands/get.js';
import { initCommand } from './commands/init.js';
import { keygenCommand } from './commands/keygen.js';
import { listCommand } from './commands/list.js';
import { moveCommand } from './commands/move.js';
import { setCommand } from './commands/set.js';
import { validateCommand } from './commands/validate.js';
import { type FlagSpec, globalFlags } from './flags.js';
import type { Session } from './session.js';
import { variable } from './terminal.js';
import { ArgumentError } from './usage-error.js';

const secretCommands: readonly Command[] = [
  initCommand,
  setCommand,
  getCommand,
  deleteCommand,
  listCommand,
  validateCommand,
  execCommand,
  keygenCommand,
  moveCommand,
];

export interface ProgramOptions {
  readonly session: Session;
  /** Words of the command line that are ours. */
  readonly words: readonly string[];
  readonly child: readonly string[] | undefined;
  readonly finish: (code: number) => void;
}

/** A parser, and the words that are left for it. */
export interface Program {
  readonly parser: Parser;
  readonly rest: readonly string[];
}

/** The flags of all commands. */
export const allFlags: readonly FlagSpec[] = [
  ...globalFlags,
  ...[...secretCommands, describeCommand].flatMap(({ flags }) => flags),
];

/** Builds the parser: every secret command at the top and, for Atmos scripts, once more below `secret`. */
export function buildProgram({ session, words, child, finish }: ProgramOptions): Program {
  // Describing all commands takes longer than running one: only the one that is meant is described, when it is clear which.
  const group = words[0] === 'secret' ? ['secret'] : [];
  const meant = commandNamed(words[group.length]);
  if (meant) {
    const parser = describe(new Parser(['keyrack', ...group, meant.name].join(' ')), meant);
    return { parser, rest: words.slice(group.length + 1) };
  }

  const program = configure(new Parser('keyrack'), session)
    .description('Secrets declared in git, values kept in the backend that suits them.')
    .version(process.env.KEYRACK_BUILD_VERSION ?? '', '-V, --version', 'print the version')
    .addHelpText('after', '\nStart with: keyrack init    Learn more: keyrack <command> --help');
  const secret = configure(program.command('secret'), session).description('the same commands, as Atmos spells them');
  for (const parent of [program, secret]) for (const command of secretCommands) describe(parent.command(command.name), command);
  const shown = configure(program.command('describe'), session).description('show what the project resolves to');
  describe(shown.command(describeCommand.name), describeCommand);
  return { parser: program, rest: words };

  function describe(parser: Parser, command: Command): Parser {
    configure(parser, session)
      .summary(command.summary)
      .description(command.summary)
      .aliases([...(command.aliases ?? [])]);
    if (command.args !== undefined) parser.arguments(command.args);
    const own = new Set(command.flags.map(({ flags }) => flags));
    const common = globalFlags.filter(({ flags }) => !own.has(flags));
    for (const flag of [...command.flags, ...common]) parser.addOption(optionOf(flag, session));
    if (command.childUsage !== undefined) parser.usage(`[options] ${command.childUsage}`);
    parser.addHelpText('after', `\nExamples:\n${command.examples.map((example) => `  $ keyrack ${example}`).join('\n')}`);
    return parser.action(async () => {
      const flags = parser.opts();
      checkVariables(parser, command.flags, session);
      session.use(flags);
      finish((await command.run({ args: parser.args, flags, child, session })) ?? 0);
    });
  }
}

function commandNamed(word: string | undefined): Command | undefined {
  return secretCommands.find(({ name, aliases = [] }) => word !== undefined && [name, ...aliases].includes(word));
}

function optionOf({ flags, summary, variable: name, choices, repeatable, hidden }: FlagSpec, { terminal }: Session): Option {
  const option = new Option(flags, name === undefined ? summary : `${summary} (KEYRACK_${name}, ATMOS_${name})`);
  if (choices) option.choices([...choices]);
  if (hidden) option.hideHelp();
  if (repeatable) option.argParser((value: string, before: readonly string[] = []) => [...before, value]);
  const value = name === undefined ? undefined : variable(terminal, name);
  if (value !== undefined && value !== '') option.default(option.isBoolean() ? value !== 'false' && value !== '0' : value);
  return option;
}

// What comes from the environment is a default to the parser, which looks at none.
function checkVariables(parser: Parser, flags: readonly FlagSpec[], { terminal }: Session): void {
  for (const { flags: spelling, choices, variable: name } of flags) {
    const attribute = parser.options.find((option) => option.flags === spelling)?.attributeName() ?? '';
    const value: unknown = parser.getOptionValue(attribute);
    if (!choices || parser.getOptionValueSource(attribute) !== 'default' || choices.some((choice) => choice === value)) continue;
    const prefix = terminal.env[`KEYRACK_${name}`] === undefined ? 'ATMOS' : 'KEYRACK';
    throw new ArgumentError(`${prefix}_${name} is "${value}". Choices: ${choices.join(', ')}.`);
  }
}

function configure(parser: Parser, { terminal }: Session): Parser {
  return parser
    .exitOverride()
    .allowExcessArguments(false)
    .showSuggestionAfterError()
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
}

import { Option, Command as Parser } from 'commander';
import { spellOut } from './arrange-words.js';
import type { Command } from './command.js';
import { execCommand } from './commands/exec.js';
import { getCommand } from './commands/get.js';
import { listCommand } from './commands/list.js';
import { validateCommand } from './commands/validate.js';
import { type FlagSpec, globalFlags } from './flags.js';
import type { Session } from './session.js';
import { variable } from './terminal.js';
import { ArgumentError } from './usage-error.js';

/** The commands that a command line may mean. */
export interface Commands {
  readonly secret: readonly Command[];
  /** Below `describe`. */
  readonly described: readonly Command[];
}

const everyday: Commands = { secret: [getCommand, listCommand, validateCommand, execCommand], described: [] };

/** All commands, or, where the first words name one that people type all day, those alone. */
export async function commandsFor(argv: readonly string[]): Promise<Commands> {
  const meant = commandNamed(argv[argv[0] === 'secret' ? 1 : 0], everyday.secret);
  // Switches of other commands may be spelled out too.
  if (meant && !spellOut(argv, flagsOf(everyday)).some((word) => /^--.+=(true|false)$/.test(word))) return everyday;
  const { initCommand, setCommand, deleteCommand, keygenCommand, moveCommand, describeCommand } = await import(
    './rarely-used.js'
  );
  const secret = [
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
  return { secret, described: [describeCommand] };
}

export interface ProgramOptions {
  readonly session: Session;
  readonly commands: Commands;
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

/** The flags of commands, and those of all. */
export function flagsOf({ secret, described }: Commands): readonly FlagSpec[] {
  return [...globalFlags, ...[...secret, ...described].flatMap(({ flags }) => flags)];
}

/** Builds the parser: every secret command at the top and, for Atmos scripts, once more below `secret`. */
export function buildProgram({ session, commands, words, child, finish }: ProgramOptions): Program {
  // Describing all commands takes longer than running one: only the one that is meant is described, when it is clear which.
  const group = words[0] === 'secret' ? ['secret'] : [];
  const meant = commandNamed(words[group.length], commands.secret);
  if (meant) {
    const parser = describe(new Parser(['keyrack', ...group, meant.name].join(' ')), meant);
    return { parser, rest: words.slice(group.length + 1) };
  }

  const program = configure(new Parser('keyrack'), session)
    .description('Secrets declared in git, values kept in the backend that suits them.')
    .version(process.env.KEYRACK_BUILD_VERSION ?? '', '-V, --version', 'print the version')
    .addHelpText('after', '\nStart with: keyrack init    Learn more: keyrack <command> --help');
  const secret = configure(program.command('secret'), session).description('the same commands, as Atmos spells them');
  for (const parent of [program, secret]) for (const command of commands.secret) describe(parent.command(command.name), command);
  const shown = configure(program.command('describe'), session).description('show what the project resolves to');
  for (const command of commands.described) describe(shown.command(command.name), command);
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

function commandNamed(word: string | undefined, commands: readonly Command[]): Command | undefined {
  return commands.find(({ name, aliases = [] }) => word !== undefined && [name, ...aliases].includes(word));
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

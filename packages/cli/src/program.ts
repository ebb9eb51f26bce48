import { Option, Command as Parser } from 'commander';
import type { Command } from './command.js';
import { deleteCommand } from './commands/delete.js';
import { describeCommand } from './commands/describe.js';
import { execCommand } from './commands/exec.js';
import { getCommand } from './commands/get.js';
import { initCommand } from './commands/init.js';
import { keygenCommand } from './commands/keygen.js';
import { listCommand } from './commands/list.js';
import { setCommand } from './commands/set.js';
import { validateCommand } from './commands/validate.js';
import { type FlagSpec, globalFlags } from './flags.js';
import type { Session } from './session.js';
import { variable } from './terminal.js';

const secretCommands: readonly Command[] = [
  initCommand,
  setCommand,
  getCommand,
  deleteCommand,
  listCommand,
  validateCommand,
  execCommand,
  keygenCommand,
];

export interface ProgramOptions {
  readonly session: Session;
  /** Words of the command line that are ours. */
  readonly argv: readonly string[];
  readonly child: readonly string[] | undefined;
  readonly finish: (code: number) => void;
}

/** Builds the parser: every secret command at the top and, for Atmos scripts, once more below `secret`. */
export function buildProgram({ session, argv, child, finish }: ProgramOptions): Parser {
  const program = configure(new Parser('keyrack'), session)
    .description('Secrets declared in git, values kept in the backend that suits them.')
    .addHelpText('after', '\nStart with: keyrack list    Learn more: keyrack <command> --help');
  // Describing all commands takes longer than running one: only the one that is meant is described, when it is clear which.
  const [first, second] = argv.filter((word) => !word.startsWith('-'));
  const meant = commandNamed(first === 'secret' ? second : first);
  if (meant && first !== 'secret') {
    add(program, meant);
    return program;
  }
  program.version(process.env.KEYRACK_BUILD_VERSION ?? '', '-V, --version', 'print the version');
  const secret = configure(program.command('secret'), session).description('the same commands, as Atmos spells them');
  if (meant) add(secret, meant);
  else for (const parent of [program, secret]) for (const command of secretCommands) add(parent, command);
  const describe = configure(program.command('describe'), session).description('show what the project resolves to');
  add(describe, describeCommand);
  return program;

  function add(parent: Parser, command: Command): void {
    const name = command.args === undefined ? command.name : `${command.name} ${command.args}`;
    const parser = configure(parent.command(name), session).summary(command.summary).description(command.summary);
    parser.aliases([...(command.aliases ?? [])]);
    for (const flag of [...command.flags, ...globalFlags]) parser.addOption(optionOf(flag, session));
    if (command.childUsage !== undefined) parser.usage(`[options] ${command.childUsage}`);
    parser.addHelpText('after', `\nExamples:\n${command.examples.map((example) => `  $ keyrack ${example}`).join('\n')}`);
    parser.action(async () => {
      const flags = parser.opts();
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

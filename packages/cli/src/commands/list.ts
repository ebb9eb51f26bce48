import type { Declaration, DeclarationStatus, Project } from '@keyrack/config';
import type { SecretError } from '@keyrack/core';
import type { Command } from '../command.js';
import { askFlag, maskFlags, targetFlags } from '../flags.js';
import { eachOnce } from '../once.js';
import { cannotBeChecked, wordsOf } from '../print-error.js';
import { statusWithProgress } from '../progress.js';
import { formatRows, type Row, rowFormats } from '../rows.js';
import type { Session } from '../session.js';
import { namedComponent } from '../target.js';

/** `list`: what is declared and whether it has a value; no key or login is needed for that. */
export const listCommand: Command = {
  name: 'list',
  aliases: ['ls'],
  summary: 'list declared secrets and whether they have a value',
  args: '[COMPONENT]',
  flags: [
    ...targetFlags,
    { flags: '-v, --verbose', summary: 'show descriptions too' },
    { flags: '--verify', summary: 'ask remote backends too' },
    { flags: '--no-verify', summary: 'ask no remote backend', hidden: true },
    { flags: '-f, --format <format>', summary: 'output format', choices: rowFormats, variable: 'SECRET_LIST_FORMAT' },
    ...maskFlags,
    askFlag,
  ],
  examples: ['list -s prod', 'list api -s prod --format json'],
  async run(call) {
    const { flags, session } = call;
    const { stack, verbose, verify, format } = flags;
    let failures = 0;
    const project = await session.project((failure) => {
      failures += 1;
      session.out.error(wordsOf(failure));
    });
    const { component, type } = await namedComponent(call, stack);
    const instance = stack !== undefined && component !== undefined;
    const declarations = inRowOrder(eachOnce(await declared(project, { stack, component, type })), { instance });
    const statuses = await statusWithProgress(session, declarations, { verify });
    const atTerminal = session.terminal.stdout.isTTY === true;
    const rows = statuses.map((status) =>
      rowOf(status, { instance, stack, verbose, pretty: atTerminal && (format ?? 'table') === 'table' }),
    );
    const withErrors = format === 'json' || format === 'yaml' || verbose === true;
    const columns = ['Stack', 'Component', 'Secret', 'Scope', 'Provider', 'Status', ...(verbose ? ['Description'] : [])];
    const shown = withErrors ? rows : rows.map(({ Error: _, ...row }) => row);
    if (rows.length === 0 && failures === 0) session.out.info(nothing(stack, component));
    session.out.data(await formatRows(shown as Row[], columns, format ?? (atTerminal ? 'table' : 'lines')));
    tellCauses(session, statuses);
    // What is not there because its manifest cannot be read must not pass for all there is.
    return failures === 0 ? 0 : 1;
  },
};

async function declared(
  project: Project,
  target: { stack?: string | undefined; component?: string | undefined; type?: string | undefined },
) {
  const inStacks = (await project.stacks()).length > 0 || target.stack !== undefined ? await project.declarations(target) : [];
  // Without components there is still what the main file declares.
  const seen = new Set(inStacks.filter(({ fromMainFile }) => fromMainFile).map(({ name }) => name));
  const rest = target.component === undefined ? project.globalDeclarations().filter(({ name }) => !seen.has(name)) : [];
  return [...inStacks, ...rest];
}

// By stack, then name.
function inRowOrder(declarations: readonly Declaration[], { instance }: { instance: boolean }): readonly Declaration[] {
  const stackOf = ({ scope, stack = '' }: Declaration): string => (scope === 'global' && !instance ? '*' : stack);
  return declarations.toSorted((a, b) => compare(stackOf(a), stackOf(b)) || compare(a.name, b.name));
}

// One line for each cause, however many rows have it; the rows say no more than that there is one.
function tellCauses({ out }: Session, statuses: readonly DeclarationStatus[]): void {
  const failed = statuses.flatMap(({ declaration: { name }, error }) => (error ? [{ name, error }] : []));
  for (const rows of Map.groupBy(failed, causeOf).values()) {
    const names = [...new Set(rows.map(({ name }) => name))];
    const shown = names.length > 4 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
    out.warn(cannotBeChecked(`${rows.length} secret${rows.length === 1 ? '' : 's'} (${shown})`, rows[0]?.error));
  }
}

// The same words about another secret, or another place, are the same cause.
function causeOf({ name, error }: { readonly name: string; readonly error: SecretError }): string {
  const about = error.target === undefined ? '' : `"${error.target}"`;
  const words = errorText(error)
    .replaceAll(about, '')
    .replaceAll(/:\d+:\d+/g, '')
    .split(/([\w-]+)/);
  return words.filter((word) => word !== name).join('');
}

// As Atmos writes it into the column.
function errorText({ code, message }: SecretError): string {
  return `${code}: ${message}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

interface View {
  readonly instance: boolean;
  readonly stack: string | undefined;
  readonly verbose: boolean | undefined;
  readonly pretty: boolean;
}

function rowOf({ declaration, status, error }: DeclarationStatus, { instance, stack, verbose, pretty }: View): Row {
  const { scope, name, label, description, fromMainFile, backendName } = declaration;
  const shared = !instance && scope !== 'instance';
  const prettyGlobal = pretty && fromMainFile;
  return {
    Stack: scope === 'global' && !instance ? (prettyGlobal ? (stack ?? '*') : '*') : (declaration.stack ?? '*'),
    Component: prettyGlobal ? '(global)' : shared ? '*' : `${declaration.component ?? '*'}${pretty ? markOf(declaration) : ''}`,
    Secret: name,
    Scope: scope,
    Provider: prettyGlobal && backendName !== undefined ? backendName : label,
    Status: status,
    ...(verbose && { Description: description ?? '' }),
    ...(error && { Error: errorText(error) }),
  };
}

// Whose values nobody needs for now.
function markOf({ abstract, disabled }: Declaration): string {
  return abstract ? ' (abstract)' : disabled ? ' (disabled)' : '';
}

function nothing(stack: string | undefined, component: string | undefined): string {
  if (stack !== undefined && component !== undefined)
    return `No secrets declared for component "${component}" in stack "${stack}".`;
  return stack === undefined ? 'No secrets declared in any stack.' : `No secrets declared in stack "${stack}".`;
}

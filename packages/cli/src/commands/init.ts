import type { Declaration, DeclarationStatus, Project, Target } from '@keyrack/config';
import type { Secrets } from '@keyrack/core';
import { type AccountWords, openAccount, type Stop } from '../account.js';
import type { Call, Command } from '../command.js';
import { type DotenvInput, readDotenvInput } from '../dotenv-input.js';
import { askFlag, resultFlag, targetFlags } from '../flags.js';
import { eachOnce, needed } from '../once.js';
import { cannotBeChecked } from '../print-error.js';
import { statusWithProgress } from '../progress.js';
import { askSecret, confirm } from '../prompt.js';
import { readInput, readStdin } from '../read-input.js';
import { printResult, secretKeys } from '../result.js';
import { startProject } from '../start-project.js';
import { declarationsAt, stackTarget } from '../target.js';
import { UsageError } from '../usage-error.js';

/** `init`: gives every declared secret of a stack or component a value. */
export const initCommand: Command = {
  name: 'init',
  summary: 'start a project, or give its declared secrets their first values',
  args: '[COMPONENT]',
  flags: [
    ...targetFlags,
    { flags: '--force', summary: 'set what has a value already, too' },
    { flags: '--dry-run', summary: 'only say what would be set' },
    { flags: '--input <file>', summary: 'take the values from a dotenv file; - is standard input' },
    { flags: '--mode <mode>', summary: 'what to do with undeclared names in the input', choices: ['warn', 'strict'] },
    resultFlag,
    askFlag,
  ],
  examples: ['init', 'init -s prod', 'init api -s prod --input prod.env', 'init -s prod --dry-run'],
  async run(call) {
    const { flags, session } = call;
    if (await startProject(call)) return 0;
    const project = await session.project();
    const target = await stackTarget(call);
    const declarations = eachOnce(needed(await declarationsAt(project, target), target));
    const input = await readValues(call);
    if (input) checkInput(call, input, declarations);
    else if (!session.interactive && !flags.dryRun)
      throw new UsageError('no values were given. Use --input FILE, standard input, or a terminal.');
    return initialiseAll(call, byNeed(await statusWithProgress(session, declarations, { verify: true })), input);
  },
};

type Outcome = 'initialized' | 'rotated' | 'unaffected' | 'skipped' | 'failed';

async function initialiseAll(
  call: Call,
  statuses: readonly DeclarationStatus[],
  input: DotenvInput | undefined,
): Promise<number> {
  const { flags, session } = call;
  const counts: Record<Outcome, number> = { initialized: 0, rotated: 0, unaffected: 0, skipped: 0, failed: 0 };
  const account = openAccount(session, statuses.length, words);
  const secretsOf = resolvers(await session.project());
  const report = (stopped?: Stop): void => {
    const written = account.changed.map(secretKeys);
    printResult(call, { action: 'init', dryRun: flags.dryRun === true, ...counts, written, ...(stopped && { stopped }) });
  };
  try {
    for (const status of statuses) {
      account.begin(status.declaration);
      const write = async (value: string): Promise<void> => {
        const secrets = await secretsOf(status.declaration);
        session.tellWarnings();
        await account.change(() => secrets.set(status.declaration.name, value));
      };
      counts[await initialise(call, status, input, write)] += 1;
    }
  } catch (error) {
    report(account.stop(error));
    return account.end(error);
  }
  session.out.success(summaryOf(counts, flags.dryRun));
  report();
  return counts.failed === 0 ? 0 : 1;
}

const words: AccountWords = { done: 'written', doubt: 'have its new value', again: 'keyrack init' };

function summaryOf({ initialized, rotated, unaffected, skipped }: Readonly<Record<Outcome, number>>, dryRun = false): string {
  if (dryRun) return `Dry run: ${initialized} secret(s) would be initialized, ${rotated} rotated, ${unaffected} unaffected`;
  const rest = skipped === 0 ? '' : `, ${skipped} required one(s) skipped`;
  return `Initialized ${initialized} secret(s), rotated ${rotated}, ${unaffected} unaffected${rest}`;
}

// One per owner: its secrets share one planner.
function resolvers(project: Project): (declaration: Declaration) => Promise<Secrets> {
  const known = new Map<string, Promise<Secrets>>();
  return (declaration) => {
    const target = targetOfOwner(declaration);
    const key = JSON.stringify(target);
    const secrets = known.get(key) ?? project.resolver(target);
    known.set(key, secrets);
    return secrets;
  };
}

function targetOfOwner({ stack, component, componentType, fromMainFile }: Declaration): Target {
  return fromMainFile && stack === undefined ? {} : { stack, component, type: componentType };
}

async function readValues({ flags, session }: Call): Promise<DotenvInput | undefined> {
  const text =
    flags.input !== undefined
      ? await readInput(session, flags.input)
      : session.interactive
        ? undefined
        : await readStdin(session);
  if (text === undefined || (flags.input === undefined && text.trim() === '')) return undefined;
  return readDotenvInput(text, flags.input === undefined || flags.input === '-' ? 'standard input' : flags.input);
}

function checkInput({ flags, session }: Call, input: DotenvInput, declarations: readonly Declaration[]): void {
  const declared = new Set(declarations.map(({ name }) => name));
  input.report(declared, session.out);
  const undeclared = Object.entries(input.undeclared(declared)).filter(([, found]) => found.length > 0);
  const holds = (kinds: string, found: readonly string[]): string =>
    `the input holds ${kinds} that are not declared here: ${found.join(', ')}`;
  if (undeclared.length > 0 && flags.mode === 'strict') {
    const message = holds(
      undeclared.map(([kind]) => kind).join(' and '),
      undeclared.flatMap(([, found]) => found),
    );
    throw new UsageError(`${message}. Declare them, or leave them out.`);
  }
  for (const [kind, found] of undeclared) session.out.warn(`${holds(kind, found)}; they are skipped`);
}

// What is required and missing first, then the missing optional ones, then what is there.
function byNeed(statuses: readonly DeclarationStatus[]): readonly DeclarationStatus[] {
  const rank = ({ declaration, status }: DeclarationStatus): number =>
    status === 'initialized' ? 2 : declaration.required ? 0 : 1;
  return statuses.toSorted((a, b) => rank(a) - rank(b));
}

async function initialise(
  { flags, session }: Call,
  { declaration, status, error }: DeclarationStatus,
  input: DotenvInput | undefined,
  write: (value: string) => Promise<void>,
): Promise<Outcome> {
  const { name, label, required, scope, component } = declaration;
  const title = component === undefined || scope !== 'instance' ? `${name} (${label})` : `${name} (${label}) for ${component}`;
  if (status === 'error') {
    session.out.error(cannotBeChecked(title, error));
    return 'failed';
  }
  const refused = input?.refused.get(name);
  if (refused !== undefined) {
    session.out.error(refused);
    return 'failed';
  }
  const set = status === 'initialized';
  if (input ? !input.values.has(name) || (set && !flags.force) : flags.dryRun && set && !flags.force) return 'unaffected';
  const outcome = set ? 'rotated' : 'initialized';
  if (flags.dryRun) {
    session.out.info(`Would initialize ${title}`);
    return outcome;
  }
  if (!input && set && !flags.force && !(await confirm(session, `${title} has a value. Update (rotate)?`))) return 'unaffected';
  const question = `Enter secret value for ${title} (empty ${set ? 'keeps it' : 'skips'})`;
  const value = input?.values.get(name) ?? (await askSecret(session, question, { optional: true }));
  if (!input && value === '') {
    if (set || !required) return 'unaffected';
    session.out.warn(`${name} is required and was skipped; it still has no value`);
    return 'skipped';
  }
  session.out.info(`Setting ${title}`);
  await write(value);
  return outcome;
}

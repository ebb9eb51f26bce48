import type { Declaration, DeclarationStatus, Project, Target } from '@keyrack/config';
import type { Secrets } from '@keyrack/core';
import type { Call, Command } from '../command.js';
import { type DotenvInput, readDotenvInput } from '../dotenv-input.js';
import { resultFlag, targetFlags } from '../flags.js';
import { askSecret, confirm } from '../prompt.js';
import { readInput, readStdin } from '../read-input.js';
import { declarationsAt, stackTarget } from '../target.js';
import { UsageError } from '../usage-error.js';

/** `init`: gives every declared secret of a stack or component a value. */
export const initCommand: Command = {
  name: 'init',
  summary: 'give declared secrets their first values',
  args: '[COMPONENT]',
  flags: [
    ...targetFlags,
    { flags: '--force', summary: 'set what has a value already, too' },
    { flags: '--dry-run', summary: 'only say what would be set' },
    { flags: '--input <file>', summary: 'take the values from a dotenv file; - is standard input' },
    { flags: '--mode <mode>', summary: 'what to do with undeclared names in the input', choices: ['warn', 'strict'] },
    resultFlag,
  ],
  examples: ['init -s prod', 'init api -s prod --input prod.env', 'init -s prod --dry-run'],
  async run(call) {
    const { flags, session } = call;
    const project = await session.project();
    const target = await stackTarget(call);
    const declared = await declarationsAt(project, target);
    const declarations = target.stack === undefined ? declared : owned(declared, { asked: target.component !== undefined });
    const input = await readValues(call);
    if (input) checkInput(call, input, declarations);
    else if (!session.interactive && !flags.dryRun)
      throw new UsageError('no values were given. Use --input FILE, standard input, or a terminal.');
    const counts = { initialized: 0, rotated: 0, unaffected: 0, failed: 0 };
    const secretsOf = resolvers(project);
    for (const status of byNeed(await project.status(declarations, { verify: true }))) {
      counts[await initialise(call, status, input, await secretsOf(status.declaration))] += 1;
    }
    const { initialized, rotated, unaffected, failed } = counts;
    session.out.success(
      flags.dryRun
        ? `Dry run: ${initialized} secret(s) would be initialized, ${rotated} rotated, ${unaffected} unaffected`
        : `Initialized ${initialized} secret(s), rotated ${rotated}, ${unaffected} unaffected`,
    );
    if (flags.format === 'json')
      session.out.data(`${JSON.stringify({ action: 'init', dryRun: flags.dryRun === true, ...counts })}\n`);
    return failed === 0 ? 0 : 1;
  },
};

// Each value once: a shared secret belongs to the first component that shows it. What is a blueprint or disabled needs no values,
// unless it was asked for by name.
function owned(declarations: readonly Declaration[], { asked }: { readonly asked: boolean }): readonly Declaration[] {
  const places = new Map<string, Declaration>();
  for (const declaration of declarations) {
    const { scope, stack, component, componentType, name, label, address, abstract, disabled } = declaration;
    const owner = scope === 'instance' ? [stack, componentType, component] : [scope === 'stack' && stack, label, address];
    const key = JSON.stringify([name, owner]);
    if ((asked || !(abstract || disabled)) && !places.has(key)) places.set(key, declaration);
  }
  return [...places.values()];
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
  const undeclared = input.undeclared(declared);
  if (undeclared.length === 0) return;
  const message = `not declared here: ${undeclared.join(', ')}`;
  if (flags.mode === 'strict')
    throw new UsageError(`the input holds names that are ${message}. Declare them, or leave them out.`);
  session.out.warn(`the input holds names that are ${message}; they are skipped`);
}

// What is required and missing first, then the missing optional ones, then what is there.
function byNeed(statuses: readonly DeclarationStatus[]): readonly DeclarationStatus[] {
  const rank = ({ declaration, status }: DeclarationStatus): number =>
    status === 'initialized' ? 2 : declaration.required ? 0 : 1;
  return statuses.toSorted((a, b) => rank(a) - rank(b));
}

type Outcome = 'initialized' | 'rotated' | 'unaffected' | 'failed';

async function initialise(
  { flags, session }: Call,
  { declaration, status, error }: DeclarationStatus,
  input: DotenvInput | undefined,
  secrets: Secrets,
): Promise<Outcome> {
  const { name, label, required, scope, component } = declaration;
  const title = component === undefined || scope !== 'instance' ? `${name} (${label})` : `${name} (${label}) for ${component}`;
  if (status === 'error') {
    session.out.error(`${title} cannot be checked: ${error?.message ?? ''}`);
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
  const value =
    input?.values.get(name) ??
    (await askSecret(session, `Enter secret value for ${title}${required ? '' : ' (empty skips)'}`, { optional: !required }));
  if (!input && value === '' && !required) return 'unaffected';
  session.out.info(`Setting ${title}`);
  await secrets.set(name, value);
  return outcome;
}

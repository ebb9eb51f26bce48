import { type Declaration, notDeclared, type Project, type Target } from '@keyrack/config';
import type { Secrets } from '@keyrack/core';
import type { Call } from './command.js';
import type { Flags } from './flags.js';
import { placeKey } from './owner.js';
import { pickOne } from './prompt.js';
import type { Session } from './session.js';
import { ArgumentError, UsageError } from './usage-error.js';

/**
 * The stack and component that one secret is meant in; nothing for a global declaration of the main file.
 *
 * @throws `INVALID_ARGUMENT` when nobody declares the name there: no flag that is missing would make it right.
 */
export async function targetOfName(session: Session, flags: Flags, name: string): Promise<Target> {
  const { stack, component, type } = flags;
  if (stack !== undefined && component !== undefined) return { stack, component, type };
  const project = await session.project();
  const globals = stack === undefined ? project.globalDeclarations() : [];
  if (globals.some((declaration) => declaration.name === name)) return {};
  // Where there are no stacks, the main configuration says which names there are, and how to add one.
  if (stack === undefined && (await project.stacks()).length === 0) return {};
  const declared = await project.declarations({ stack, component, type });
  const named = declared.filter((declaration) => declaration.name === name);
  if (named.length === 0) {
    const where = stack === undefined ? ' in any stack' : ` in stack ${stack}`;
    const names = [...declared, ...globals].map((declaration) => declaration.name);
    throw notDeclared(name, names, { where, section: 'secrets.vars' }, 'INVALID_ARGUMENT');
  }
  const shared = stack === undefined ? undefined : onlyShared(named);
  if (shared) return { stack, component: shared.component, type: shared.componentType };
  return pickTarget(session, flags, async () => named.map(({ componentType, ...rest }) => ({ ...rest, type: componentType })));
}

/** One declared secret, and the secrets of the place that it is meant in. */
export interface NamedSecret {
  readonly declaration: Declaration;
  readonly secrets: Secrets;
}

/**
 * The secret that a command changes.
 *
 * @throws what is wrong with the name, before anybody is asked anything.
 */
export async function namedSecret(session: Session, flags: Flags, name: string): Promise<NamedSecret> {
  const target = await targetOfName(session, flags, name);
  const project = await session.project();
  const secrets = await project.resolver(target);
  const declaration = (await declarationsAt(project, target)).find((candidate) => candidate.name === name);
  return { secrets, declaration: declaration ?? (await refused(secrets, name)) };
}

// The resolver knows the nearest names and where the name would be declared.
async function refused(secrets: Secrets, name: string): Promise<never> {
  await secrets.status(name);
  throw new UsageError(`secret is not declared "${name}". Declare it, or look at keyrack list.`);
}

/** The stack and component of a command that needs both: given, picked at a terminal, or an error that names the flag. */
export async function instanceTarget(session: Session, flags: Flags): Promise<Target> {
  return pickTarget(session, flags, () =>
    candidatesOf(session, { stack: flags.stack, component: flags.component, type: flags.type }),
  );
}

/**
 * The component of commands that take it as a word and as a flag. The flag means the type that is detected first, for the sake of
 * scripts; a word that stands for components of several types is asked about at a terminal, and refused elsewhere.
 */
export async function namedComponent(
  { args: [positional], flags, session }: Call,
  stack: string | undefined,
): Promise<Pick<Target, 'component' | 'type'>> {
  const { component, type } = flags;
  if (positional !== undefined && component !== undefined && positional !== component) {
    throw new ArgumentError(
      `the component is given twice, as ${positional} and as --component ${component}. Leave one of them out.`,
    );
  }
  if (positional === undefined || component !== undefined || type !== undefined)
    return { component: component ?? positional, type };
  const instances = await (await session.project()).instances({ stack });
  const types = [...new Set(instances.filter((instance) => instance.component === positional).map((found) => found.type))];
  if (types.length < 2) return { component: positional, type: types[0] };
  const choices = types.map((each) => `${each}/${positional}`);
  if (!session.interactive)
    throw new UsageError(`component ${positional} is there in several types: ${choices.join(', ')}. Name one with --type.`);
  const chosen = await pickOne(session, 'Component', choices);
  return { component: positional, type: types[choices.indexOf(chosen)] };
}

/** The place of a command that covers a component or a whole stack; without either, what the main file declares, if it does. */
export async function stackTarget(call: Call): Promise<Target> {
  const { args, flags, session } = call;
  if (args.length === 0 && meansMainFile(await session.project(), flags)) return {};
  const component = flags.component ?? args[0];
  const stack = flags.stack ?? (await pickStack(session, () => candidatesOf(session, { component, type: flags.type })));
  return { stack, ...(await namedComponent(call, stack)) };
}

/** Whether a command that names no place means the global declarations of the main file. */
export function meansMainFile(project: Project, { stack, component }: Pick<Target, 'stack' | 'component'>): boolean {
  return stack === undefined && component === undefined && project.globalDeclarations().length > 0;
}

/** What is declared at a target; without a stack, what the main file declares. */
export async function declarationsAt(project: Project, target: Target): Promise<readonly Declaration[]> {
  return target.stack === undefined ? project.globalDeclarations() : project.declarations(target);
}

/** What a picker offers: a component in a stack. */
interface Candidate {
  readonly stack?: string;
  readonly component?: string;
  readonly type?: string | undefined;
  readonly abstract: boolean;
  readonly disabled: boolean;
}

// A component that is named need not declare anything.
async function candidatesOf(session: Session, { stack, component, type }: Target): Promise<readonly Candidate[]> {
  const instances = await (await session.project()).instances({ stack, type });
  return instances.filter((found) => (component === undefined ? found.declaresSecrets : found.component === component));
}

async function pickTarget(
  session: Session,
  { stack: given, component, type }: Flags,
  candidates: () => Promise<readonly Candidate[]>,
): Promise<Target> {
  const stack = given ?? (await pickStack(session, candidates));
  if (component !== undefined) return { stack, component, type };
  if (!session.interactive) {
    // A stack that is not there is wrong whatever the component.
    await candidates();
    throw missing('component', 'c');
  }
  const found = usedFirst((await candidates()).filter((candidate) => candidate.stack === stack));
  const typesOf = Map.groupBy(found, (candidate) => candidate.component);
  const labels = found.map((candidate) =>
    new Set(typesOf.get(candidate.component)?.map((each) => each.type)).size > 1
      ? `${candidate.type}/${candidate.component}`
      : `${candidate.component}`,
  );
  const chosen = found[labels.indexOf(await pickOne(session, 'Component', [...new Set(labels)]))];
  return { stack, component: chosen?.component, type: chosen?.type };
}

const withoutStacks =
  'the project has no stacks, and this is about one. Declare secrets under secrets.vars of the main configuration file and go by their names, or add a manifest to the folder of stacks.';

async function pickStack(session: Session, candidates: () => Promise<readonly Candidate[]>): Promise<string> {
  if ((await (await session.project()).stacks()).length === 0) throw new UsageError(withoutStacks);
  if (!session.interactive) throw missing('stack', 's');
  const stacks = usedFirst(await candidates()).flatMap(({ stack }) => stack ?? []);
  return pickOne(session, 'Stack', [...new Set(stacks)]);
}

// Blueprints and what is disabled need no values for now.
function usedFirst(candidates: readonly Candidate[]): readonly Candidate[] {
  const rank = ({ abstract, disabled }: Candidate): number => Number(abstract || disabled);
  return candidates.toSorted((a, b) => rank(a) - rank(b));
}

// One value whatever the component, when every declaration of the name in the stack says so.
function onlyShared(named: readonly Declaration[]): Declaration | undefined {
  const isShared = new Set(named.map(placeKey)).size === 1 && named.every(({ scope }) => scope !== 'instance');
  return isShared ? named[0] : undefined;
}

function missing(flag: 'stack' | 'component', short: string): UsageError {
  return new UsageError(
    `required flag not provided: --${flag} is required for secret operations. Give --${flag} NAME (-${short} NAME), or set KEYRACK_${flag.toUpperCase()}.`,
  );
}

import type { Declaration, Project, Target } from '@keyrack/config';
import type { Call } from './command.js';
import type { Flags } from './flags.js';
import { pickOne } from './prompt.js';
import type { Session } from './session.js';
import { UsageError } from './usage-error.js';

/** The stack and component that one secret is meant in; nothing for a global declaration of the main file. */
export async function targetOfName(session: Session, flags: Flags, name: string): Promise<Target> {
  const { stack, component, type } = flags;
  if (stack !== undefined && component !== undefined) return { stack, component, type };
  const project = await session.project();
  if (stack === undefined && project.globalDeclarations().some((declaration) => declaration.name === name)) return {};
  if (stack !== undefined) {
    const shared = onlyGlobal(await project.declarations({ stack, type }), name);
    if (shared) return { stack, component: shared.component, type: shared.componentType };
  }
  // Where there is no stack, asking for one would be no help: the name is not declared.
  if (stack === undefined && component === undefined && (await project.stacks()).length === 0) return {};
  return instanceTarget(session, flags);
}

/** The stack and component of a command that needs both: given, picked at a terminal, or an error that names the flag. */
export async function instanceTarget(session: Session, flags: Flags): Promise<Target> {
  const stack = flags.stack ?? (await pickStack(session));
  const component = flags.component ?? (await pickComponent(session, stack));
  return { stack, component, type: flags.type };
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
    throw new UsageError(
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
  const stack = flags.stack ?? (await pickStack(session));
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

/** The stack alone, for commands that cover a whole one. */
async function pickStack(session: Session): Promise<string> {
  if (!session.interactive) throw missing('stack', 's');
  const instances = await (await session.project()).instances();
  const stacks = [...new Set(instances.filter(({ declaresSecrets }) => declaresSecrets).map(({ stack }) => stack))];
  return pickOne(session, 'Stack', stacks);
}

async function pickComponent(session: Session, stack: string): Promise<string> {
  if (!session.interactive) throw missing('component', 'c');
  const instances = await (await session.project()).instances({ stack });
  const components = [...new Set(instances.filter(({ declaresSecrets }) => declaresSecrets).map(({ component }) => component))];
  return pickOne(session, 'Component', components);
}

// One value whatever the component, when every declaration of the name in the stack says so.
function onlyGlobal(declarations: readonly Declaration[], name: string): Declaration | undefined {
  const named = declarations.filter((declaration) => declaration.name === name);
  const places = new Set(named.map(({ scope, label, address }) => JSON.stringify([scope, label, address])));
  return places.size === 1 && named[0]?.scope === 'global' ? named[0] : undefined;
}

function missing(flag: 'stack' | 'component', short: string): UsageError {
  return new UsageError(
    `required flag not provided: --${flag} is required for secret operations. Give --${flag} NAME (-${short} NAME), or set KEYRACK_${flag.toUpperCase()}.`,
  );
}

import { configError } from '../config-error.js';
import type { Target } from '../project.js';
import { didYouMean, someOf } from '../suggest.js';
import type { StackComponent } from './stack-index.js';

/** The order in which a component's type is found when none is given; other types are found by name alone when told. */
const detectionOrder = ['terraform', 'helmfile', 'packer', 'ansible', 'container', 'emulator', 'kubernetes', 'helm'];

/** Names of all stacks, ascending. */
export function stackNames(all: readonly StackComponent[]): readonly string[] {
  return [...new Set(all.map(({ stack }) => stack))].sort();
}

/**
 * The components that a target means; of one name in one stack only the type that is detected first, unless a type is given.
 *
 * @throws `INVALID_ARGUMENT` naming the nearest stack or component when there is none.
 */
export function selectComponents(all: readonly StackComponent[], { stack, component, type }: Target): readonly StackComponent[] {
  const inStack = stack === undefined ? all : all.filter((entry) => entry.stack === stack);
  if (stack !== undefined && inStack.length === 0) throw unknownStack(stack, stackNames(all));
  const ofType = type === undefined ? inStack : inStack.filter((entry) => entry.component.type === type);
  if (component === undefined) return ofType;
  const named = ofType.filter((entry) => entry.component.name === component);
  const found = type === undefined ? named.filter((entry) => isDetected(entry, named)) : named;
  if (found.length === 0) throw unknownComponent({ stack, component, type }, inStack, named);
  return found;
}

function isDetected({ stack, component }: StackComponent, named: readonly StackComponent[]): boolean {
  const rank = detectionOrder.indexOf(component.type);
  const types = named.filter((other) => other.stack === stack).map((other) => detectionOrder.indexOf(other.component.type));
  return rank !== -1 && types.every((other) => other === -1 || other >= rank);
}

function unknownStack(stack: string, known: readonly string[]): Error {
  const hint =
    known.length === 0
      ? 'The project has no stacks; check stacks.base_path and stacks.included_paths.'
      : `There are ${someOf(known)}.`;
  return configError(`there is no stack "${stack}".${didYouMean(stack, known)} ${hint}`, 'find', undefined, 'INVALID_ARGUMENT');
}

function unknownComponent(
  { stack, component = '', type }: Target,
  inStack: readonly StackComponent[],
  named: readonly StackComponent[],
): Error {
  const where = `${type === undefined ? '' : ` of type ${type}`} in ${stack === undefined ? 'any stack' : `stack ${stack}`}`;
  const types = [...new Set(named.map((entry) => entry.component.type))];
  if (types.length > 0) {
    return configError(
      `component "${component}"${where} has the type ${types.join(', ')}: name it with --type.`,
      'find',
      undefined,
      'INVALID_ARGUMENT',
    );
  }
  const known = [...new Set(inStack.map((entry) => entry.component.name))].sort();
  const text = `there is no component "${component}"${where}.${didYouMean(component, known)} There are ${someOf(known)}.`;
  return configError(text, 'find', undefined, 'INVALID_ARGUMENT');
}

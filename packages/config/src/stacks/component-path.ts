import { resolve } from 'node:path';
import { configError } from '../config-error.js';
import { textAt } from '../yaml/node.js';
import type { StackComponent } from './stack-index.js';

/** Where implementations of components lie. */
export interface ComponentPaths {
  readonly cwd: string;
  /** Absolute directory of a component type. */
  readonly directoryOf: (type: string) => string;
}

/**
 * The component that is meant by the directory of its implementation, such as `./components/terraform/vpc` or `.`; a name as it is.
 *
 * @throws `INVALID_ARGUMENT` when several components have that implementation, or none.
 */
export function componentByPath(
  component: string,
  among: readonly StackComponent[],
  { cwd, directoryOf }: ComponentPaths,
): string {
  if (!/^(?:\.{1,2}(?:\/|$)|\/)/.test(component)) return component;
  const directory = resolve(cwd, component);
  const found = among.filter((entry) => {
    const { type, name } = entry.component;
    const implementation = textAt(entry.component.section('metadata'), 'component') ?? name;
    return resolve(directoryOf(type), implementation) === directory;
  });
  const names = [...new Set(found.map((entry) => entry.component.name))];
  if (names.length === 1) return names[0]!;
  const problem =
    names.length === 0
      ? `no component has its implementation in ${directory}.`
      : `${directory} is the implementation of ${names.join(', ')}: name one.`;
  throw configError(problem, 'find', undefined, 'INVALID_ARGUMENT');
}

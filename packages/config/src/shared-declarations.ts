import { formatCoordinate } from '@keyrack/core';
import { configError } from './config-error.js';
import type { Declaration } from './declaration.js';

/**
 * One declaration per name for callers that name a stack and no component. A name that belongs to components keeps its place in the
 * list with a problem that says so.
 */
export function consistentDeclarations(declarations: readonly Declaration[]): readonly Declaration[] {
  const byName = new Map<string, Declaration[]>();
  for (const declaration of declarations) byName.set(declaration.name, [...(byName.get(declaration.name) ?? []), declaration]);
  return [...byName.values()].map((group) => {
    const [first] = group;
    const places = new Set(group.map(({ coordinate, label }) => `${label} ${formatCoordinate(coordinate)}`));
    if (places.size === 1 && first!.scope !== 'instance') return first!;
    const components = [...new Set(group.map(({ component }) => component))].join(', ');
    const problem = configError(
      `secret "${first!.name}" belongs to components (${components}): name one with --component.`,
      'resolve',
      undefined,
      'INVALID_ARGUMENT',
    );
    return { ...first!, problem };
  });
}

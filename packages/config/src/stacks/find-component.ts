import type { Component } from './component.js';
import type { StackComponent } from './stack-index.js';

/** Names one component of one stack exactly. */
export interface ComponentPlace {
  readonly stack?: string | undefined;
  readonly component?: string | undefined;
  readonly componentType?: string | undefined;
}

/** Makes the function that finds a component by its place; `undefined` for a place that names none. */
export function componentFinder(
  stacks: () => Promise<readonly StackComponent[]>,
): (place: ComponentPlace) => Promise<Component | undefined> {
  const indexes = new WeakMap<readonly StackComponent[], ReadonlyMap<string, Component>>();
  return async ({ stack, component, componentType }) => {
    if (stack === undefined || component === undefined) return undefined;
    const all = await stacks();
    const index = indexes.get(all) ?? indexed(all);
    indexes.set(all, index);
    return index.get(keyOf(stack, componentType, component));
  };
}

function indexed(all: readonly StackComponent[]): ReadonlyMap<string, Component> {
  return new Map(all.map(({ stack, component }) => [keyOf(stack, component.type, component.name), component]));
}

function keyOf(...parts: readonly (string | undefined)[]): string {
  return JSON.stringify(parts);
}

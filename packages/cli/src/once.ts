import type { Declaration } from '@keyrack/config';
import { ownerKey, placeKey } from './owner.js';

/** Each place of a value once: a shared secret stands where the first component stands that carries it. */
export function eachOnce(declarations: readonly Declaration[]): readonly Declaration[] {
  const places = new Map<string, Declaration>();
  for (const declaration of declarations) {
    const { scope, stack, name } = declaration;
    const place = scope === 'instance' ? ownerKey(declaration) : [scope === 'stack' && stack, placeKey(declaration)];
    const key = JSON.stringify([name, place]);
    if (!places.has(key)) places.set(key, declaration);
  }
  return [...places.values()];
}

/** What needs a value: everything but what is declared for blueprints and disabled components alone, unless one is asked for by name. */
export function needed(
  declarations: readonly Declaration[],
  { component }: { readonly component?: string | undefined },
): readonly Declaration[] {
  return component === undefined ? declarations.filter(({ abstract, disabled }) => !abstract && !disabled) : declarations;
}

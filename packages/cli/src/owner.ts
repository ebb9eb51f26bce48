import type { Declaration } from '@keyrack/config';

type Owned = Pick<Declaration, 'scope' | 'stack' | 'component'>;

/** Whom a value belongs to, as in `for component api in stack prod`; nothing for a global one. */
export function ownerInWords({ scope, stack, component }: Owned): string {
  if (scope === 'global') return '';
  return scope === 'stack' ? `for stack ${stack}` : `for component ${component} in stack ${stack}`;
}

/** The same for every declaration of one component in one stack. */
export function ownerKey({
  stack,
  componentType,
  component,
}: Pick<Declaration, 'stack' | 'componentType' | 'component'>): string {
  return JSON.stringify([stack, componentType, component]);
}

/** The same for every declaration of one value, whoever declares it. */
export function placeKey({ label, address }: Pick<Declaration, 'label' | 'address'>): string {
  return JSON.stringify([label, address]);
}

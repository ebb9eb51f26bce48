import type { Declaration, Project } from '@keyrack/config';
import { isSecretError } from '@keyrack/core';
import { ownerInWords, ownerKey, placeKey } from './owner.js';
import { wordsOf } from './print-error.js';
import type { Session } from './session.js';

/** Tells which other components use the value of a declaration. */
export type OtherUsers = (declaration: Declaration) => readonly Declaration[];

/**
 * Looks for the users of values in the whole project, without asking a backend. What counts is the place of a value: a scope, a
 * `reference` and a file of several owners all make one value out of several declarations. Where no component was named, the one whose
 * declaration stands for all is a user like the others.
 */
export async function findOtherUsers({ out }: Session, project: Project, ownerIsNamed = true): Promise<OtherUsers> {
  const all = await project.declarations().catch((error: unknown) => {
    // What is at fault elsewhere must not keep anybody from writing the secrets of a sound component.
    if (!isSecretError(error)) throw error;
    out.warn(`not all who use it can be named: ${wordsOf(error)}`);
    return [];
  });
  const users = all.filter(({ abstract }) => !abstract).map((user) => ({ user, place: placeKey(user), owner: ownerKey(user) }));
  return (declaration) => {
    const [place, owner] = [placeKey(declaration), ownerKey(declaration)];
    const standsForAll = !ownerIsNamed && declaration.scope !== 'instance' && declaration.component !== undefined;
    const others = users.filter((other) => other.place === place && (standsForAll || other.owner !== owner));
    return declaration.address === undefined ? [] : others.map(({ user }) => user);
  };
}

/** A secret with its scope, its place and the others that use it, as in `Set …` and `Deleted …`: scripts look for these words. */
export function secretInWords(declaration: Declaration, others: readonly Declaration[] = []): string {
  const { name, scope } = declaration;
  const owner = ownerInWords(declaration);
  const also = alsoUsedBy(declaration, others);
  if (scope === 'global')
    return `global secret ${name} (${['one value shared by every stack and component using its store', ...also].join('; ')})`;
  if (scope === 'stack')
    return `stack-scoped secret ${name} ${owner} (${['shared by every component in the stack', ...also].join('; ')})`;
  return `secret ${name} ${owner}${also.map((words) => ` (${words})`).join('')}`;
}

/** The same for lists of secrets of one component, as in `NAME (stack-scoped; also used by web)`. */
export function secretInList(declaration: Declaration, others: readonly Declaration[]): string {
  const { name, scope } = declaration;
  const scopes = { global: ['global'], stack: ['stack-scoped'], instance: [] }[scope];
  const words = [...scopes, ...alsoUsedBy(declaration, others)].join('; ');
  return words === '' ? name : `${name} (${words})`;
}

function alsoUsedBy({ stack: own }: Declaration, others: readonly Declaration[]): readonly string[] {
  const places = others.map(({ stack, component }) => (stack === own ? component : `${stack}/${component}`));
  const names = [...new Set(places)];
  const shown = names.length > most ? [...names.slice(0, most), `${names.length - most} more`] : names;
  return shown.length === 0 ? [] : [`also used by ${shown.join(', ')}`];
}

// A question has to be read.
const most = 5;

/** The others that use a value, by keys of JSON; nothing when there is nobody. */
export function sharedWith(others: readonly Declaration[]): { readonly sharedWith?: readonly object[] } {
  return others.length === 0 ? {} : { sharedWith: others.map(({ stack, component }) => ({ stack, component })) };
}

import type { SecretError } from '@keyrack/core';
import type { Backend } from '../backend.js';
import { configError, placeOf } from '../config-error.js';
import { didYouMean, someOf } from '../suggest.js';
import { textAt, type YamlNode } from '../yaml/node.js';
import { formatPosition } from '../yaml/position.js';
import { type AuthEntry, defaultIdentities, type IdentityTable, isDefault } from './identity-table.js';

/** The identity that a run asks for by name, or `false` for none at all. */
export type AskedIdentity = string | false | undefined;

/** What decides about the identity of a backend. */
export interface IdentityQuestion {
  readonly backend: Backend;
  readonly asked: AskedIdentity;
  readonly table: IdentityTable;
  /** Sections of the component whose secret is meant. */
  readonly componentAuth: YamlNode | undefined;
  readonly componentSettings: YamlNode | undefined;
}

/** An identity, and whether the backend itself names it. */
export interface Selected {
  readonly entry: AuthEntry;
  readonly own: boolean;
}

/**
 * The identity of one backend: its own, the one asked for, that of the component's `auth` or `settings.identity`, the default one.
 * `undefined` leaves the login to the environment.
 *
 * @throws `INVALID_CONFIG` for a name that is not there and for two defaults; `INVALID_ARGUMENT` when the name was asked for.
 */
export function selectIdentity(question: IdentityQuestion): Selected | undefined {
  const { backend, asked, table } = question;
  if (asked === false) return undefined;
  if (backend.identity !== undefined) {
    const entry = table.identity(backend.identity);
    if (!entry) throw unknownIdentity(backend.identity, table, backendPlace(backend), 'INVALID_CONFIG');
    return { entry, own: true };
  }
  const entry = asked === undefined ? inherited(question) : table.identity(asked);
  if (asked !== undefined && !entry) throw unknownIdentity(asked, table, '', 'INVALID_ARGUMENT');
  return entry && { entry, own: false };
}

function inherited({ table, componentAuth, componentSettings }: IdentityQuestion): AuthEntry | undefined {
  const ofComponent = onlyDefault(defaultIdentities(componentAuth));
  if (ofComponent) return table.identity(ofComponent.name);
  const named = textAt(componentAuth, 'identity');
  if (named !== undefined) {
    const entry = table.identity(named);
    if (!entry) throw unknownIdentity(named, table, `${placeOf(componentAuth!)}: `, 'INVALID_CONFIG');
    return entry;
  }
  // `settings` is free: a text there that names no identity is somebody else's.
  const setting = textAt(componentSettings, 'identity');
  const bySetting = setting === undefined ? undefined : table.identity(setting);
  return bySetting ?? onlyDefault(table.identities.filter(isDefault));
}

function onlyDefault(defaults: readonly AuthEntry[]): AuthEntry | undefined {
  const [first, second] = defaults;
  if (!first || !second) return first;
  const names = defaults.map(({ name, node }) => `${name} (${placeOf(node)})`).join(' and ');
  throw configError(`two identities say default: true: ${names}. Keep one, or name one with --identity.`, 'login');
}

function backendPlace({ label, position }: Backend): string {
  return `${position === undefined ? '' : `${formatPosition(position)}: `}${label}: `;
}

function unknownIdentity(
  name: string,
  { identities }: IdentityTable,
  place: string,
  code: 'INVALID_CONFIG' | 'INVALID_ARGUMENT',
): SecretError {
  const known = identities.map((identity) => identity.name);
  const text = `${place}there is no identity "${name}" in auth.identities.${didYouMean(name, known)} There are ${someOf(known)}.`;
  return configError(text, 'login', undefined, code);
}

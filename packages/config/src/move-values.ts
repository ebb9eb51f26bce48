import { isSecretError, type Masker, type Secret, type SecretError } from '@keyrack/core';
import { createSecretsFrom, type SecretLocation } from '@keyrack/core/provider';
import { configError } from './config-error.js';
import type { Declaration } from './declaration.js';
import { type FormerPlace, type PlaceContext, placeOf, type Way, waysOf } from './former-places.js';
import type { AskedIdentity } from './identities/select-identity.js';
import type { Providers } from './providers.js';
import { locateDeclared } from './resolver.js';
import { fileOf, type WriteWatch } from './write-watch.js';

/** What became of one value that was to be moved. */
export interface MovedValue {
  readonly declaration: Declaration;
  readonly from: string;
  readonly to: string;
  /** `copied`: the value is at its place, and the old one stays for the reason that is given. */
  readonly outcome: 'moved' | 'copied' | 'failed';
  readonly reason?: string;
  readonly error?: SecretError;
}

export interface MoveContext extends PlaceContext {
  readonly providers: Providers;
  readonly watch: WriteWatch;
  readonly dryRun: boolean;
  readonly identity: AskedIdentity;
  readonly masker: Masker | undefined;
  readonly timeoutMs: number | undefined;
  readonly signal: AbortSignal | undefined;
  /** Takes the warnings of declarations and backends. */
  readonly warn: (message: string) => void;
}

type State = { readonly at: 'old' | 'new' | 'conflict' } | { readonly error: SecretError };

/**
 * Moves values from the files in which another arrangement of their vault put them to where they belong now.
 *
 * Of each value: the old one is read, the new one is created where there is none, read again and compared; the old one is deleted last,
 * and only when nobody in the project needs it any more. So a move that is cut short at any moment has lost nothing, and the next one
 * goes on.
 *
 * @param everything - All declarations of the project: others than those that are meant may need an old value, too.
 * @throws `INVALID_ARGUMENT` when it is not clear which vault is meant.
 */
export async function* moveValues(everything: readonly FormerPlace[], context: MoveContext): AsyncGenerator<MovedValue> {
  const owned = everything.filter(({ declaration }) => !declaration.abstract);
  const residents = new Set(owned.map(({ declaration }) => placeOf(declaration, context)));
  for (const [from, group] of Map.groupBy(waysOf(owned, context), (way) => way.from)) {
    context.signal?.throwIfAborted();
    if (group.some(({ meant }) => meant)) yield* await moveOne(group, residents.has(from), context);
  }
}

/** Moves one old value along all of its ways. */
async function moveOne(group: readonly Way[], isResident: boolean, context: MoveContext): Promise<readonly MovedValue[]> {
  const [first] = group;
  const meant = group.filter((way) => way.meant);
  const old = await attempt(() => read(first!.former, context));
  if (isSecretError(old)) return meant.map((way) => result(way, { error: old }));
  if (old === undefined) return [];
  const value = old.reveal();
  if (old.encoding !== undefined) return meant.map((way) => result(way, { error: typed(way) }));
  const states = new Map<Way, State>();
  for (const way of group) states.set(way, await settle(way, value, context));
  const reason = whyKept(states, isResident);
  if (reason === undefined && !context.dryRun) {
    const error = await attempt(() => drop(first!, value, context));
    if (isSecretError(error)) return meant.map((way) => result(way, { reason: error.message }));
  }
  return meant.map((way) => {
    const state = states.get(way)!;
    if ('error' in state) return result(way, state);
    return state.at === 'conflict' ? result(way, { error: taken(way) }) : result(way, { reason });
  });
}

/** Sees to it that a value is at its new place, for a way that is meant; otherwise only looks. */
async function settle(way: Way, value: string, context: MoveContext): Promise<State> {
  const state = await attempt(async (): Promise<State> => {
    const there = await read(way.declaration, context);
    if (there !== undefined) return { at: isSame(there, value) ? 'new' : 'conflict' };
    if (!way.meant) return { at: 'old' };
    if (context.dryRun) return { at: 'new' };
    const secrets = await secretsAt(way.declaration, context);
    await context.watch.set(way.declaration);
    await secrets.set(way.declaration.name, value, { ifVersion: 'absent', signal: context.signal });
    const written = await read(way.declaration, context);
    if (written !== undefined && isSame(written, value)) return { at: 'new' };
    throw configError(
      `${way.declaration.name} was written and does not read back. The old value stays.`,
      'move',
      undefined,
      'CONFLICT',
    );
  });
  return isSecretError(state) ? { error: state } : state;
}

/** Deletes an old value, unless it was changed meanwhile. */
async function drop({ former }: Way, value: string, context: MoveContext): Promise<void> {
  const now = await read(former, context);
  if (now === undefined || !isSame(now, value)) {
    throw configError('it was changed by somebody else meanwhile', 'move', undefined, 'CONFLICT');
  }
  context.watch.change(former);
  await (await secretsAt(former, context)).delete(former.name);
}

function whyKept(states: ReadonlyMap<Way, State>, isResident: boolean): string | undefined {
  if (isResident) return 'another secret has its place there';
  for (const [{ declaration, meant }, state] of states) {
    const { name, component, stack } = declaration;
    const whose = `${name}${component === undefined ? '' : ` for component ${component}`}${stack === undefined ? '' : ` in stack ${stack}`}`;
    if ('error' in state) return `${whose} is not at its new place`;
    if (state.at === 'old') return `${whose} still lies there`;
    if (state.at === 'conflict' && meant) return `${whose} has another value at its new place`;
  }
  return undefined;
}

async function secretsAt(declaration: Declaration, { providers, identity, masker, timeoutMs, signal, warn }: MoveContext) {
  declaration.warnings.forEach(warn);
  const location: SecretLocation = await locateDeclared(declaration, providers, identity);
  return createSecretsFrom({ locate: () => location, masker, timeoutMs, signal, warn });
}

async function read(declaration: Declaration, context: MoveContext): Promise<Secret | undefined> {
  return (await secretsAt(declaration, context)).find(declaration.name);
}

function isSame(secret: Secret, value: string): boolean {
  return secret.encoding === undefined && secret.reveal() === value;
}

/** A failure of a backend as a result; any other is thrown on. */
async function attempt<T>(run: () => Promise<T>): Promise<T | SecretError> {
  try {
    return await run();
  } catch (error) {
    if (isSecretError(error)) return error;
    throw error;
  }
}

function taken({ declaration: { name } }: Way): SecretError {
  const text = `another value is there already for ${name}. Compare the two, then delete the one that is wrong.`;
  return configError(text, 'move', undefined, 'CONFLICT');
}

function typed({ declaration: { name } }: Way): SecretError {
  const text = `${name} is a number, boolean, list or mapping of its file, which would become text. Move it with the sops program.`;
  return configError(text, 'move', undefined, 'UNSUPPORTED');
}

function result(way: Way, { error, reason }: { readonly error?: SecretError; readonly reason?: string | undefined }): MovedValue {
  const { declaration, former } = way;
  const outcome = error ? 'failed' : reason === undefined ? 'moved' : 'copied';
  const files = { from: fileOf(former) ?? '', to: fileOf(declaration) ?? '' };
  return { declaration, ...files, outcome, ...(reason !== undefined && { reason }), ...(error && { error }) };
}

import { resolve } from 'node:path';
import { configError } from './config-error.js';
import type { Declaration } from './declaration.js';
import type { ProjectIo } from './io.js';
import { isSopsKind } from './store-kinds.js';
import { fileOf } from './write-watch.js';

/** A declaration of the project beside itself as it would be with the former file of its vault. */
export interface FormerPlace {
  readonly declaration: Declaration;
  readonly former: Declaration;
}

/** Pairs the declarations of one owner with the same ones under a former arrangement. */
export function besideFormer(now: readonly Declaration[], former: readonly Declaration[]): readonly FormerPlace[] {
  return now.map((declaration, index) => ({ declaration, former: former[index]! }));
}

/** What the places of a project's secrets depend on. */
export interface PlaceContext {
  readonly io: ProjectIo;
  readonly basePath: string;
  /** Name of the vault; needed where the secrets that are meant have several. */
  readonly vault: string | undefined;
  /** Whether the caller asked for this one. The others count when it is decided whether an old value is still needed. */
  readonly isMeant: (declaration: Declaration) => boolean;
}

/** One way from an old place to a new one. Places are real ones: two paths of one file are one place. */
export interface Way extends FormerPlace {
  readonly from: string;
  readonly to: string;
  readonly meant: boolean;
}

/** The ways of one vault, each once, whoever shares it. */
export function waysOf(owned: readonly FormerPlace[], context: PlaceContext): readonly Way[] {
  const vault = vaultOf(owned, context);
  const ways = new Map<string, Way>();
  for (const { declaration, former } of owned.filter((each) => each.declaration.backendName === vault)) {
    const meant = context.isMeant(declaration);
    if (meant && former.problem && !declaration.problem) throw former.problem;
    const [from, to] = [placeOf(former, context), placeOf(declaration, context)];
    if (from === undefined || to === undefined || from === to) continue;
    const key = JSON.stringify([from, to]);
    if (!ways.has(key) || meant) ways.set(key, { declaration, former, from, to, meant });
  }
  return [...ways.values()];
}

function vaultOf(owned: readonly FormerPlace[], { vault, isMeant }: PlaceContext): string | undefined {
  const meant = owned.flatMap(({ declaration }) => (isMeant(declaration) ? [declaration] : []));
  const names = meant.flatMap(({ backend, backendName }) => (backend && isSopsKind(backend.kind) ? [backendName] : []));
  const vaults = [...new Set(names)].sort();
  if (vault === undefined ? vaults.length < 2 : vaults.includes(vault)) return vault ?? vaults[0];
  const what =
    vault === undefined ? 'several SOPS vaults keep these secrets' : `no secret here is kept in a SOPS vault "${vault}"`;
  throw configError(`${what}. Name one of: ${vaults.join(', ') || '(none)'}.`, 'move', undefined, 'INVALID_ARGUMENT');
}

/** The real file of a secret and its name in it, as one text; nothing for what lies in no SOPS file. */
export function placeOf(declaration: Declaration, { io, basePath }: PlaceContext): string | undefined {
  const { address, backend } = declaration;
  const file = fileOf(declaration);
  if (file === undefined || !backend || !isSopsKind(backend.kind) || !address || !('path' in address)) return undefined;
  return JSON.stringify([io.realPath(resolve(basePath, file)), address.path[1]]);
}

import type { Coordinate } from '@keyrack/core';
import { configError } from '../config-error.js';

/** What decides the file of a secret in a vault. */
export interface VaultPlacement {
  /** `spec.file` with its templates rendered for this coordinate; absent when the vault has none. */
  readonly file: string | undefined;
  /** `spec.path`: where files without a pattern of their own lie. */
  readonly directory: string | undefined;
  /** Escapes what would let two coordinates meet in one derived file name. */
  readonly injective: boolean;
}

const defaultDirectory = 'secrets';
const suffix = '.enc.yaml';

/**
 * The file that holds a secret of a SOPS vault, relative to the project.
 *
 * @throws `INVALID_CONFIG` for a stack or component whose name would lead out of the folder that the pattern means.
 * @example
 * sopsFile({ scope: 'stack', stack: 'dev', name: 'KEY' }, { file: undefined, directory: undefined, injective: false }); // secrets/dev.enc.yaml
 */
export function sopsFile(coordinate: Coordinate, { file, directory, injective }: VaultPlacement): string {
  if ('stack' in coordinate) refuseClimbing('stack', coordinate.stack);
  if ('component' in coordinate) refuseClimbing('component', coordinate.component);
  const derived = (base: string): string => `${directory || defaultDirectory}/${base}${suffix}`;
  if (file !== undefined && file !== '' && (coordinate.scope !== 'global' || isUsable(file))) return file;
  const part = injective ? withoutDots : (text: string): string => text;
  switch (coordinate.scope) {
    case 'global':
      return derived('global');
    case 'stack':
      return derived(injective && coordinate.stack === 'global' ? '%67lobal' : part(coordinate.stack));
    case 'instance':
      return derived(`${part(coordinate.stack)}.${part(coordinate.component)}`);
  }
}

/**
 * The pattern of a vault's files, for rules in `.sops.yaml`. That of derived names has one placeholder: the file of a component has
 * a dot in its name, those of a stack and of the global secrets have none, and one rule is for all of them.
 */
export function sopsFilePattern(file: string | undefined, directory: string | undefined): string {
  return file || `${directory || defaultDirectory}/{{ .atmos_stack }}${suffix}`;
}

/** A name may have parts, as component names do, and each part is one step down. */
function refuseClimbing(what: string, name: string): void {
  const climbs = /^[A-Za-z]:|[\\\0]/.test(name) || name.split('/').some((part) => /^\.{0,2} *$/.test(part));
  if (!climbs) return;
  const rule = 'its parts between slashes may not be empty, . or .., and it may hold no backslash and no drive letter';
  throw configError(
    `the name of the ${what} ${JSON.stringify(name)} cannot be part of a file name: ${rule}. Rename it.`,
    'locate',
  );
}

// A pattern made for stacks leaves `secrets/.enc.yaml` or `secrets//api.yaml` when there is none.
function isUsable(file: string): boolean {
  return file
    .split('/')
    .every((segment, index, all) => (segment !== '' || index === 0) && !(index === all.length - 1 && /^[.-]/.test(segment)));
}

function withoutDots(part: string): string {
  return part.replaceAll('%', '%25').replaceAll('.', '%2E');
}

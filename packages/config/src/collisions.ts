import type { Declaration } from './declaration.js';
import { isSopsKind } from './store-kinds.js';
import { formatPosition } from './yaml/position.js';

/** A SOPS file that several owners use, or a shared secret that lies in several files. */
export interface FileConflict {
  /** `shared file`: instance secrets of several components lie in one file. `split secret`: a stack's secret lies in several. */
  readonly kind: 'shared file' | 'split secret';
  readonly files: readonly string[];
  readonly declarations: readonly Declaration[];
  readonly message: string;
}

interface Placed {
  readonly declaration: Declaration;
  readonly file: string;
  readonly key: string;
}

/**
 * The two arrangements of SOPS files that `validate` refuses, whatever the names in them: instance secrets of two components in one
 * file, and one stack secret in two files. A file of `secrets.backends` is made for several owners and only refuses one name of two.
 * Abstract and disabled components own nothing.
 *
 * @example
 * const conflicts = sopsFileConflicts(await project.declarations({ stack: 'dev' }));
 */
export function sopsFileConflicts(declarations: readonly Declaration[]): readonly FileConflict[] {
  const placed = declarations.flatMap(placeOf);
  return [...sharedFiles(placed), ...splitSecrets(placed)];
}

function placeOf(declaration: Declaration): readonly Placed[] {
  const { backend, address, abstract, disabled } = declaration;
  if (!backend || !isSopsKind(backend.kind) || !address || !('path' in address) || abstract || disabled) return [];
  const [file, key] = address.path;
  return file === undefined || key === undefined ? [] : [{ declaration, file, key }];
}

function sharedFiles(placed: readonly Placed[]): readonly FileConflict[] {
  const own = placed.filter(
    ({ declaration }) => declaration.scope === 'instance' && !(isShareable(declaration) && declaration.byReference),
  );
  const groups = Map.groupBy(own, ({ declaration, file, key }) => (isShareable(declaration) ? `${file}\n${key}` : file));
  return [...groups.values()].flatMap((group) => {
    const owners = [...new Set(group.map(({ declaration }) => `${declaration.stack}/${declaration.component}`))];
    if (owners.length < 2) return [];
    const message = `secrets of ${owners.join(' and ')} lie in one file, ${group[0]!.file}. ${remedy(group[0]!)}`;
    return [conflict('shared file', group, message)];
  });
}

function splitSecrets(placed: readonly Placed[]): readonly FileConflict[] {
  const shared = placed.filter(({ declaration }) => declaration.scope === 'stack');
  const groups = Map.groupBy(shared, ({ declaration }) => `${declaration.stack}\n${declaration.label}\n${declaration.name}`);
  return [...groups.values()].flatMap((group) => {
    const files = new Set(group.map(({ file }) => file));
    if (files.size < 2) return [];
    const { name, stack } = group[0]!.declaration;
    const message = `secret ${name} belongs to stack ${stack} but lies in several files: ${[...files].join(', ')}. ${remedy(group[0]!)}`;
    return [conflict('split secret', group, message)];
  });
}

/** The arrangement that fits any number of components, and the command that brings the values into it. */
function remedy({ declaration: { backend, backendName, stack } }: Placed): string {
  const file = backend?.options().file;
  if (typeof file !== 'string') return 'Rename one of them.';
  const place = backend?.position ? ` (${formatPosition(backend.position)})` : '';
  const flags = [...(stack === undefined ? [] : ['-s', stack]), '--vault', `${backendName}`, '--from-file', file];
  const command = `keyrack move ${flags.map(quoted).join(' ')}`;
  return `Take file out of the vault ${backendName}${place}, so that each component has a file of its own, and move the values: ${command}`;
}

/** A word as a shell takes it. */
function quoted(word: string): string {
  return /^[\w./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function isShareable({ backend }: Declaration): boolean {
  return backend?.origin === 'backend';
}

function conflict(kind: FileConflict['kind'], group: readonly Placed[], message: string): FileConflict {
  return {
    kind,
    files: [...new Set(group.map(({ file }) => file))],
    declarations: group.map(({ declaration }) => declaration),
    message,
  };
}

import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { sopsFileConflicts } from './collisions.js';
import type { Declaration } from './declaration.js';
import type { ProjectIo } from './io.js';
import { isSopsKind } from './store-kinds.js';
import { formatPosition } from './yaml/position.js';

/** Looks at writes before they happen, and warns of those that a person should know about. */
export interface WriteWatch {
  /** A value is about to be set. */
  set(declaration: Declaration): Promise<void>;
  /** The file of a value is about to change. */
  change(declaration: Declaration): void;
  /** A file is about to change because `reason` names it. */
  file(path: string, reason: string): void;
}

export interface WriteWatchOptions {
  readonly warn: (message: string) => void;
  readonly io: ProjectIo;
  readonly basePath: string;
  /** Folders that belong to the project, the outermost first. */
  readonly roots: readonly string[];
  readonly declarationsIn: (stack: string) => Promise<readonly Declaration[]>;
}

/** Makes the {@link WriteWatch} of a project. The warnings are the same each time, so each is told once. */
export function createWriteWatch({ warn, io, basePath, roots, declarationsIn }: WriteWatchOptions): WriteWatch {
  function file(path: string, reason: string): void {
    const target = io.realPath(resolve(basePath, path));
    if (roots.some((root) => isBelow(target, io.realPath(root)))) return;
    warn(`${target} lies outside of the project folder ${roots[0]}, as ${reason} says.`);
  }

  function change(declaration: Declaration): void {
    const path = fileOf(declaration);
    const { label, backend } = declaration;
    const place = backend?.position ? ` (${formatPosition(backend.position)})` : '';
    if (path !== undefined) file(path, `${label}${place}`);
  }

  return {
    file,
    change,
    async set(declaration) {
      change(declaration);
      const { stack, name, component } = declaration;
      if (stack === undefined || !declaration.backend || !isSopsKind(declaration.backend.kind)) return;
      for (const { declarations, message } of sopsFileConflicts(await declarationsIn(stack)))
        if (declarations.some((each) => each.name === name && each.component === component)) warn(message);
    },
  };
}

/** The file that keeps a value, as the project's configuration writes it; nothing for what is no file. */
export function fileOf({ backend, address }: Declaration): string | undefined {
  if (backend && isSopsKind(backend.kind)) return address && 'path' in address ? address.path[0] : undefined;
  if (backend?.kind !== 'dotenv') return undefined;
  const { file, base_dir: folder } = backend.options();
  if (typeof file !== 'string') return undefined;
  return typeof folder === 'string' && !isAbsolute(file) ? join(folder, file) : file;
}

function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

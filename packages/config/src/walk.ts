import { join } from 'node:path';
import type { ProjectIo } from './io.js';
import { simpleGlob } from './simple-glob.js';
import { LibraryNeeded } from './with-libraries.js';

let library: typeof import('./glob-library.js') | undefined;

function globs(): typeof import('./glob-library.js') {
  if (library) return library;
  throw new LibraryNeeded(loadGlobLibrary);
}

/** Loads the library for globs that are more than words and stars; {@link filesMatching} and {@link pathMatcher} ask for it. */
export async function loadGlobLibrary(): Promise<void> {
  library ??= await import('./glob-library.js');
}

/** All files below a directory, depth first in name order; none when it does not exist. */
export function filesBelow(directory: string, io: ProjectIo): readonly string[] {
  const entries = io.readDirectory(directory) ?? [];
  return entries.flatMap(({ name, directory: isDirectory }) => {
    const path = join(directory, name);
    return isDirectory ? filesBelow(path, io) : [path];
  });
}

/** Whether a path pattern holds a wildcard. */
export function isGlob(pattern: string): boolean {
  return /[*?[\]{}]/.test(pattern);
}

/**
 * Files that match a doublestar glob, ascending. Only directories below the fixed part of the pattern are read.
 *
 * @param pattern - relative to `base`.
 */
export function filesMatching(base: string, pattern: string, io: ProjectIo): readonly string[] {
  const fixed = simpleGlob(pattern)?.base ?? globs().globBase(pattern);
  const matches = pathMatcher([pattern]);
  return filesBelow(join(base, fixed), io).filter((file) => matches(relativePath(base, file)));
}

/** The path of a file below a directory, with forward slashes. */
export function relativePath(base: string, file: string): string {
  return file.slice(base.length).replaceAll('\\', '/').replace(/^\/+/, '');
}

const manifestExtension = /\.ya?ml(\.tmpl)?$/;

/** Tells which paths any of the patterns matches; one without extension also stands for the four of manifests. */
export function pathMatcher(patterns: readonly string[]): (path: string) => boolean {
  const matchers = patterns.map((pattern) => {
    const normal = pattern.replace(/^\.\//, '');
    const simple = simpleGlob(normal)?.expression;
    const matches = simple ? (path: string) => simple.test(path) : globs().globMatcher(normal);
    return manifestExtension.test(normal) ? matches : (path: string) => matches(path) || matches(withoutExtension(path));
  });
  return (path) => matchers.some((matches) => matches(path));
}

/** A manifest's path without `.yaml`, `.yml` and `.tmpl`. */
export function withoutExtension(path: string): string {
  return path.replace(manifestExtension, '');
}

/** Whether a path ends as manifests do. */
export function isManifest(path: string): boolean {
  return manifestExtension.test(path);
}

/** What messages call a file: its path below a directory, or the whole path when it lies elsewhere. */
export function nameBelow(directory: string, file: string): string {
  return file.startsWith(`${directory}/`) ? relativePath(directory, file) : file;
}

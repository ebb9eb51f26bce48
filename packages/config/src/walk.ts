import { isAbsolute, join, relative } from 'node:path';
import { configError } from './config-error.js';
import type { DirectoryEntry, ProjectIo } from './io.js';
import { limits } from './limits.js';
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

/** What {@link filesBelow} finds: files, and links that lead to nothing. */
export interface FoundFiles {
  readonly files: readonly string[];
  readonly dangling: readonly string[];
}

/**
 * All files below a directory, depth first in name order; none when it does not exist. Links are followed, but for those that lead back
 * to where the walk already is.
 *
 * @throws `INVALID_CONFIG` when links lead to each other so often that there is no end in sight.
 */
export function filesBelow(directory: string, io: ProjectIo): FoundFiles {
  const files: string[] = [];
  const dangling: string[] = [];
  let linkedFolders = 0;
  let entries = 0;
  walk(directory, []);
  return { files, dangling };

  /** `left`: real directories that links on the way here stand in. */
  function walk(folder: string, left: readonly string[]): void {
    for (const { name, directory: isDirectory, link } of io.readDirectory(folder) ?? []) {
      entries += 1;
      if (entries > limits.walkedEntries) throw tooMuch(`there are more than ${limits.walkedEntries} files below it`);
      const path = join(folder, name);
      if (link && link.to === undefined) dangling.push(path);
      else if (!isDirectory) files.push(path);
      else if (!link) walk(path, left);
      else if (!leadsBack(link, left)) walk(path, follow(link, left));
    }
  }

  function follow({ from }: Link, left: readonly string[]): readonly string[] {
    linkedFolders += 1;
    if (linkedFolders <= limits.linkedFolders) return [...left, from];
    throw tooMuch(`more than ${limits.linkedFolders} folders are reached through links, which lead to each other`);
  }

  function tooMuch(what: string): Error {
    return configError(`${directory}: ${what}. Remove some, or name a folder further down.`, 'read');
  }
}

type Link = NonNullable<DirectoryEntry['link']>;

function leadsBack({ from, to = '' }: Link, left: readonly string[]): boolean {
  return [...left, from].some((folder) => {
    const way = relative(to, folder);
    return way.split(/[\\/]/)[0] !== '..' && !isAbsolute(way);
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
export function filesMatching(base: string, pattern: string, io: ProjectIo): FoundFiles {
  const fixed = simpleGlob(pattern)?.base ?? globs().globBase(pattern);
  const matches = pathMatcher([pattern]);
  const { files, dangling } = filesBelow(join(base, fixed), io);
  const matching = (path: string): boolean => matches(relativePath(base, path));
  return { files: files.filter(matching), dangling: dangling.filter(matching) };
}

/** Says of links that lead to nothing that they were passed over, if they are named as manifests are. */
export function warnOfDangling(links: readonly string[], directory: string, warn: (message: string) => void): void {
  for (const link of links.filter(isManifest))
    warn(`${nameBelow(directory, link)} is a link that leads nowhere and was passed over. Mend or remove it.`);
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
    const matches = simple ? (path: string) => simple.test(path) : matcherOf(normal);
    return manifestExtension.test(normal) ? matches : (path: string) => matches(path) || matches(withoutExtension(path));
  });
  return (path) => matchers.some((matches) => matches(path));
}

function matcherOf(pattern: string): (path: string) => boolean {
  const tooLong = pattern.length > limits.globCharacters;
  const matches = tooLong ? undefined : globs().globMatcher(pattern);
  if (matches) return matches;
  const shown = pattern.length > 60 ? `${pattern.slice(0, 60)}…` : pattern;
  const why = tooLong ? `has more than ${limits.globCharacters} characters` : 'is not understood';
  throw configError(`the pattern ${shown} ${why}. Look at its brackets, or write several patterns.`, 'read');
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

import type { Source, YamlNode } from './node.js';
import { parseWithLibrary, type YamlLibrary } from './parse-with-library.js';
import { scanPlain } from './scan-plain.js';

/** Thrown by {@link parseYaml}, caught by {@link withYamlLibrary}. */
class YamlLibraryNeeded extends Error {}

let library: YamlLibrary | undefined;

/**
 * Parses the first document of a YAML file into nodes that know their place. An empty file is an empty map.
 *
 * Only under {@link withYamlLibrary}: what the line scan refuses needs the YAML library, which nobody has loaded yet.
 *
 * @throws `INVALID_CONFIG` with `file:line:column`; no text of the file is quoted but the names of keys.
 */
export function parseYaml(source: Source): YamlNode {
  const scanned = scanPlain(source);
  if (scanned) return scanned;
  if (!library) throw new YamlLibraryNeeded();
  return parseWithLibrary(source, library);
}

/** Loads the YAML library, from when on {@link parseYaml} reads every file. */
export async function loadYamlLibrary(): Promise<void> {
  library ??= await import('./yaml-library.js');
}

/**
 * Runs work that reads YAML files. When one of them needs the YAML library, loads it and runs the work again from its start: until
 * then it may have done nothing that cannot be done twice.
 */
export async function withYamlLibrary<T>(work: () => T): Promise<T> {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof YamlLibraryNeeded)) throw error;
    await loadYamlLibrary();
    return work();
  }
}

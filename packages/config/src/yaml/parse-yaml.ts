import { LibraryNeeded } from '../with-libraries.js';
import type { Source, YamlNode } from './node.js';
import { parseWithLibrary, type YamlLibrary } from './parse-with-library.js';
import { scanPlain } from './scan-plain.js';

let library: YamlLibrary | undefined;

/**
 * Parses the first document of a YAML file into nodes that know their place. An empty file is an empty map.
 *
 * Only under {@link withLibraries}: what the line scan refuses needs the YAML library, which nobody has loaded yet.
 *
 * @throws `INVALID_CONFIG` with `file:line:column`; no text of the file is quoted but the names of keys.
 */
export function parseYaml(source: Source): YamlNode {
  const scanned = scanPlain(source);
  if (scanned) return scanned;
  if (!library) throw new LibraryNeeded(loadYamlLibrary);
  return parseWithLibrary(source, library);
}

/** Loads the YAML library, from when on {@link parseYaml} reads every file. */
export async function loadYamlLibrary(): Promise<void> {
  library ??= await import('./yaml-library.js');
}

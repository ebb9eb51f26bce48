import { dirname } from 'node:path';
import type { ProjectIo } from '../src/io.js';
import { toPlain, type YamlNode } from '../src/yaml/node.js';
import { parseYaml } from '../src/yaml/parse-yaml.js';

/** A machine made of a table of files. */
export function fakeIo(files: Readonly<Record<string, string>>): ProjectIo & { readonly reads: string[] } {
  const directories = new Set<string>(['/']);
  for (const file of Object.keys(files)) for (let path = dirname(file); path !== '/'; path = dirname(path)) directories.add(path);
  const childrenOf = (path: string) =>
    [...Object.keys(files), ...directories].filter((entry) => entry !== '/' && dirname(entry) === path);
  const reads: string[] = [];
  return {
    reads,
    kind: (path) => (path in files ? 'file' : directories.has(path) ? 'directory' : undefined),
    readText(path) {
      reads.push(path);
      return files[path];
    },
    readDirectory: (path) =>
      directories.has(path)
        ? [...new Set(childrenOf(path))]
            .sort()
            .map((entry) => ({ name: entry.slice(entry.lastIndexOf('/') + 1), directory: directories.has(entry) }))
        : undefined,
    exec: (command) => `ran ${command}\n`,
    random: (min) => min,
  };
}

/** Parses a text as the file `test.yaml`. */
export function yaml(text: string): YamlNode {
  return parseYaml({ file: 'test.yaml', text });
}

/** What a text means as plain data, tags as text. */
export function plain(text: string): unknown {
  return toPlain(yaml(text));
}

/** The code and message of what a function throws. */
export function thrown(run: () => unknown): { readonly code: unknown; readonly message: string } {
  try {
    run();
  } catch (error) {
    return { code: (error as { code?: unknown }).code, message: (error as Error).message };
  }
  throw new Error('nothing was thrown');
}

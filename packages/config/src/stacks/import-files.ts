import { dirname, isAbsolute, join, resolve } from 'node:path';
import { configError } from '../config-error.js';
import type { ProjectIo } from '../io.js';
import { filesMatching, isGlob, isManifest, warnOfDangling } from '../walk.js';
import { child, type MapNode, mapAt, toPlain, type YamlNode } from '../yaml/node.js';
import type { ImportContext } from './read-manifest.js';

/** One entry of a manifest's `import` list. */
export interface ImportEntry {
  readonly path: string;
  readonly skipIfMissing: boolean;
  readonly context: ImportContext;
  readonly node: YamlNode;
}

/**
 * The `import` list of a manifest.
 *
 * @throws `INVALID_CONFIG` when it is not a list of paths and `{path: …}` maps.
 */
export function importEntries(manifest: MapNode): readonly ImportEntry[] {
  const imports = child(manifest, 'import');
  if (imports === undefined || (imports.type === 'scalar' && imports.value === null)) return [];
  return imports.type === 'list' ? imports.items.map(entryOf) : [entryOf(imports)];
}

function entryOf(node: YamlNode): ImportEntry {
  const path = node.type === 'map' ? child(node, 'path') : node;
  if (path?.type !== 'scalar' || typeof path.value !== 'string' || path.value === '') {
    throw configError('an import is a path or a map with `path`.', 'import', node);
  }
  const flag = (key: string): boolean => {
    const found = child(node, key);
    return found?.type === 'scalar' && found.value === true;
  };
  const values = mapAt(node, 'context');
  const context: ImportContext = {
    values: values === undefined ? {} : (toPlain(values) as Record<string, unknown>),
    skipTemplates: flag('skip_templates_processing'),
    ignoreMissing: flag('ignore_missing_template_values'),
  };
  return { path: path.value, skipIfMissing: flag('skip_if_missing'), context, node };
}

const extensions = ['.yaml', '.yml', '.yaml.tmpl', '.yml.tmpl'];
const remote = /^[a-z][a-z0-9+.-]*:\/\/|^(?:git|s3|gcs|hg|oci)::|^(?:github|gitlab|bitbucket)\.(?:com|org)\//i;

/** Where and how imports are looked for. */
export interface ImportRules {
  readonly stacksPath: string;
  readonly basePath: string;
  readonly io: ProjectIo;
  readonly warn: (message: string) => void;
}

/**
 * The files that an import names, ascending for a glob.
 *
 * @throws `INVALID_CONFIG` when there is none and it may not be skipped, or when it is remote.
 */
export function importedFiles(entry: ImportEntry, from: string, rules: ImportRules): readonly string[] {
  const { stacksPath, io } = rules;
  const { path, skipIfMissing, node } = entry;
  if (remote.test(path)) {
    if (skipIfMissing) return [];
    throw configError(
      `the remote import ${path} is not supported yet. Copy the file below the stacks directory and import that.`,
      'import',
      node,
    );
  }
  const base = /^\.\.?\//.test(path) ? dirname(from) : stacksPath;
  const found = isGlob(path) ? matching(base, path, rules) : existing(isAbsolute(path) ? path : resolve(base, path), io);
  if (found.length > 0 || skipIfMissing) return found;
  throw configError(
    `the import ${path} matches no file below ${base}. Correct the path, or set skip_if_missing.`,
    'import',
    node,
  );
}

function matching(base: string, pattern: string, { io, basePath, warn }: ImportRules): readonly string[] {
  const up = /^(?:\.\.?\/)*/.exec(pattern)?.[0] ?? '';
  const { files, dangling } = filesMatching(join(base, up), pattern.slice(up.length), io);
  warnOfDangling(dangling, basePath, warn);
  return files.filter(isManifest);
}

function existing(path: string, io: ProjectIo): readonly string[] {
  const candidates = isManifest(path) ? [path, `${path}.tmpl`] : extensions.map((extension) => path + extension);
  return candidates.filter((candidate) => io.kind(candidate) === 'file').slice(0, 1);
}

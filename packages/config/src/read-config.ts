import { dirname, isAbsolute, join, resolve } from 'node:path';
import { isSecretError } from '@keyrack/core/provider';
import { configError } from './config-error.js';
import type { ConfigSource } from './discover.js';
import { expandIncludes } from './functions/include.js';
import { isLocalFunction } from './functions/local.js';
import type { ProjectIo } from './io.js';
import { limits } from './limits.js';
import { mergeMaps } from './merge.js';
import { filesMatching, isGlob, nameBelow, warnOfDangling } from './walk.js';
import { child, emptyMap, type MapNode, type YamlNode } from './yaml/node.js';
import { parseYaml } from './yaml/parse-yaml.js';

export interface ReadConfigOptions {
  readonly io: ProjectIo;
  readonly cwd: string;
  readonly warn: (message: string) => void;
}

const supportedTags =
  '!env, !exec, !include, !include.raw, !repo-root, !git.root, !git.sha, !git.branch, !git.ref, !git.repository, !git.owner, !git.name, !git.host, !git.url, !cwd, !random, !unset, and !append on lists';

/**
 * Reads the main configuration files in order, each on top of those it imports, and merges them; functions stay unevaluated.
 *
 * @throws `INVALID_CONFIG` for a malformed file or a tag that does not work here. An import that fails is only a warning.
 */
export function readConfig(sources: readonly ConfigSource[], options: ReadConfigOptions): MapNode {
  const files = sources.flatMap(({ files }) => files);
  const reading: Reading = { ...options, spent: { imports: 0 } };
  return files.reduce((config, file) => mergeMaps(config, readFile(file, reading, []), 'replace'), emptyMap);
}

interface Reading extends ReadConfigOptions {
  /** What all files have imported so far: ten that import the next ten each, and so on, never come to an end. */
  readonly spent: { imports: number };
}

function readFile(file: string, options: Reading, chain: readonly string[]): MapNode {
  if (chain.includes(file)) throw configError(`${[...chain, file].join(' imports ')}, which is a circle.`, 'import');
  const text = options.io.readText(file);
  if (text === undefined) throw configError(`the configuration file ${file} does not exist.`, 'open');
  const parsed = parseYaml({ file, name: nameBelow(options.cwd, file), text });
  if (parsed.type !== 'map') throw configError('a configuration file holds a map at its top level.', 'open', parsed);
  const config = text.includes('!') ? checkedMap(parsed, options) : parsed;
  const imported = importsOf(config).flatMap((item) => importedFiles(item, file, options));
  const below = imported.reduce(
    (base, path) => mergeMaps(base, importFile(path, options, [...chain, file]), 'replace'),
    emptyMap,
  );
  return mergeMaps(below, config, 'replace');
}

function checkedMap(parsed: MapNode, { io, cwd }: ReadConfigOptions): MapNode {
  const expanded = expandIncludes(parsed, { io, cwd, basePath: '' });
  checkTags(expanded);
  return expanded.type === 'map' ? expanded : parsed;
}

function checkTags(node: YamlNode): void {
  const { tag } = node;
  const known =
    tag === undefined ||
    tag === '!unset' ||
    tag.startsWith('!include') ||
    isLocalFunction(tag) ||
    (tag === '!append' && node.type === 'list');
  if (!known)
    throw configError(`the tag ${tag} does not work in the main configuration file. These do: ${supportedTags}.`, 'open', node);
  if (node.type === 'list') node.items.forEach(checkTags);
  if (node.type === 'map') for (const value of node.entries.values()) checkTags(value);
}

function importsOf(config: MapNode): readonly YamlNode[] {
  const imports = child(config, 'import');
  if (imports?.type === 'list') return imports.items;
  return imports?.type === 'scalar' ? [imports] : [];
}

function importedFiles(item: YamlNode, from: string, options: ReadConfigOptions): readonly string[] {
  const { io, warn } = options;
  const path = item.type === 'scalar' ? item.value : child(item, 'path');
  const text = typeof path === 'string' ? path : typeof path === 'object' && path?.type === 'scalar' ? String(path.value) : '';
  if (/:\/\/|^git::|^github\.com\//.test(text)) {
    warn(`${from}: the remote import ${text} is not supported and was left out. Copy the file into the project.`);
    return [];
  }
  const directory = dirname(from);
  const found = isGlob(text) && !isAbsolute(text) ? matching(directory, text, options) : existing(resolve(directory, text), io);
  if (found.length === 0) warn(`${from}: the import ${text} was not found and was left out.`);
  return found.filter((file) => /\.ya?ml$/.test(file));
}

function matching(directory: string, pattern: string, { io, cwd, warn }: ReadConfigOptions): readonly string[] {
  const { files, dangling } = filesMatching(directory, pattern.replace(/^\.\//, ''), io);
  warnOfDangling(dangling, cwd, warn);
  return files;
}

function existing(path: string, io: ProjectIo): readonly string[] {
  return [path, `${path}.yaml`, `${path}.yml`, join(path, 'atmos.yaml')]
    .filter((candidate) => io.kind(candidate) === 'file')
    .slice(0, 1);
}

function importFile(file: string, options: Reading, chain: readonly string[]): MapNode {
  const { spent, warn } = options;
  spent.imports += 1;
  checkImports(file, spent.imports, chain);
  try {
    return readFile(file, options, chain);
  } catch (error) {
    // What is too much as a whole is no fault of the last one.
    if (!isSecretError(error) || spent.imports > limits.mainImports) throw error;
    warn(`an import of ${chain.at(-1)} failed and was left out: ${error.message}`);
    return emptyMap;
  }
}

function checkImports(file: string, imports: number, chain: readonly string[]): void {
  const text = `${chain.at(-1)} imports ${file}, and with it the main configuration comes to more than`;
  if (imports > limits.mainImports) throw configError(`${text} ${limits.mainImports} imports. Remove some.`, 'import');
  if (chain.length > limits.depth) throw configError(`${text} ${limits.depth} levels of imports. Remove some.`, 'import');
}

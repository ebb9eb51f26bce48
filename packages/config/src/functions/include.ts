import { dirname, extname, isAbsolute, join, resolve } from 'node:path';
import { configError } from '../config-error.js';
import type { ProjectIo } from '../io.js';
import { limits } from '../limits.js';
import { nameBelow } from '../walk.js';
import type { ListNode, MapNode, Source, YamlNode } from '../yaml/node.js';
import { parseYaml } from '../yaml/parse-yaml.js';
import { selectNode } from '../yaml/select-node.js';
import { callOf, type FunctionCall, words } from './call.js';
import { environmentNode, withoutFaults } from './environment-node.js';

export interface IncludeContext {
  readonly io: ProjectIo;
  readonly cwd: string;
  /** Empty while the main configuration, which says what it is, is being read. */
  readonly basePath: string;
}

const isInclude = (tag: string): boolean => tag === '!include' || tag === '!include.raw';

/** What one file has included so far: a few lines of includes can stand for more than any machine has. */
interface Spent {
  files: number;
  characters: number;
  values: number;
}

/** Where the walk is: the included files that it came through, and the level that it has reached. */
interface Way {
  readonly chain: readonly string[];
  readonly depth: number;
}

/**
 * Replaces every `!include` and `!include.raw` of a local file by what it names. Remote ones stay as they are.
 *
 * @throws `INVALID_CONFIG` for a file that is not there, a circle, and more than the {@link limits} allow.
 */
export function expandIncludes(root: YamlNode, context: IncludeContext): YamlNode {
  const spent: Spent = { files: 0, characters: 0, values: 0 };
  return expand(root, { chain: [], depth: 0 });

  function expand(node: YamlNode, { chain, depth }: Way): YamlNode {
    spent.values += 1;
    checkSpent(spent, node);
    if (depth > limits.depth) throw tooMuch(`is nested more than ${limits.depth} levels deep with what it includes`, node);
    const call = callOf(node, isInclude);
    if (call && isInclude(call.tag)) return include(call, { chain, depth });
    const below = { chain, depth: depth + 1 };
    if (node.type === 'list') return mapList(node, (item) => expand(item, below));
    return node.type === 'map' ? mapEntries(node, (value) => expand(value, below)) : node;
  }

  function include(call: FunctionCall, { chain, depth }: Way): YamlNode {
    const { node, tag } = call;
    const [path, query] = words(call.text);
    if (path === undefined) throw configError(`${tag} needs the path of a file.`, 'include', node);
    if (path.includes('://')) return node;
    const file = locate(path, node.source.file, context);
    const text = file === undefined ? undefined : context.io.readText(file);
    if (file === undefined || text === undefined) throw configError(`the included file ${path} does not exist.`, 'include', node);
    if (chain.includes(file)) throw configError(`${[...chain, file].join(' includes ')}, which is a circle.`, 'include', node);
    spent.files += 1;
    spent.characters += text.length;
    checkSpent(spent, node);
    const source: Source = { file, name: nameBelow(context.basePath || context.cwd, file), text };
    const content = tag === '!include.raw' ? textNode(source) : parseByExtension(source);
    const expanded = expand(content, { chain: [...chain, file], depth: depth + 1 });
    return withoutFaults(query === undefined ? expanded : selectNode(expanded, query, node));
  }
}

function checkSpent({ files, characters, values }: Spent, node: YamlNode): void {
  if (files > limits.includedFiles) throw tooMuch(`includes more than ${limits.includedFiles} files`, node);
  if (characters > limits.includedCharacters) throw tooMuch(`includes more than ${limits.includedCharacters} characters`, node);
  if (values > limits.includedValues)
    throw tooMuch(`holds more than ${limits.includedValues} values with what it includes`, node);
}

function tooMuch(what: string, node: YamlNode): Error {
  return configError(`the configuration ${what}. Include less.`, 'include', node);
}

function mapList(node: ListNode, map: (item: YamlNode) => YamlNode): YamlNode {
  const items = node.items.map(map);
  return items.some((item, index) => item !== node.items[index]) ? { ...node, items } : node;
}

function mapEntries(node: MapNode, map: (value: YamlNode) => YamlNode): YamlNode {
  const entries = new Map(Array.from(node.entries, ([key, value]) => [key, map(value)] as const));
  return [...entries].some(([key, value]) => value !== node.entries.get(key)) ? { ...node, entries } : node;
}

function locate(path: string, from: string, { io, cwd, basePath }: IncludeContext): string | undefined {
  const beside = resolve(dirname(from), path);
  const candidates = isAbsolute(path)
    ? [path]
    : /^\.\.?\//.test(path)
      ? [beside]
      : // The last is for a project that is opened from elsewhere: then neither of the others has the file.
        [resolve(cwd, path), ...(basePath === '' ? [] : [join(basePath, path)]), beside];
  return candidates.find((candidate) => io.kind(candidate) === 'file');
}

function parseByExtension(source: Source): YamlNode {
  const extension = extname(source.file).toLowerCase();
  if (['.yaml', '.yml', '.json'].includes(extension)) return parseYaml(source);
  return extension === '.env' ? environmentNode(source) : textNode(source);
}

function textNode(source: Source): YamlNode {
  return { type: 'scalar', value: source.text, source, at: 0, keyAt: 0 };
}

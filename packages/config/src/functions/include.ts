import { dirname, extname, isAbsolute, join, resolve } from 'node:path';
import { configError } from '../config-error.js';
import type { ProjectIo } from '../io.js';
import { nameBelow } from '../walk.js';
import type { Source, YamlNode } from '../yaml/node.js';
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

/** Replaces every `!include` and `!include.raw` of a local file by what it names. Remote ones stay as they are. */
export function expandIncludes(node: YamlNode, context: IncludeContext, chain: readonly string[] = []): YamlNode {
  const call = callOf(node, isInclude);
  if (call && isInclude(call.tag)) return include(call, context, chain);
  if (node.type === 'list') return mapList(node, (item) => expandIncludes(item, context, chain));
  if (node.type !== 'map') return node;
  let changed = false;
  const entries = new Map<string, YamlNode>();
  for (const [key, value] of node.entries) {
    const expanded = expandIncludes(value, context, chain);
    changed ||= expanded !== value;
    entries.set(key, expanded);
  }
  return changed ? { ...node, entries } : node;
}

function mapList(node: YamlNode & { type: 'list' }, map: (item: YamlNode) => YamlNode): YamlNode {
  const items = node.items.map(map);
  return items.some((item, index) => item !== node.items[index]) ? { ...node, items } : node;
}

function include(call: FunctionCall, context: IncludeContext, chain: readonly string[]): YamlNode {
  const { node, tag } = call;
  const [path, query] = words(call.text);
  if (path === undefined) throw configError(`${tag} needs the path of a file.`, 'include', node);
  if (path.includes('://')) return node;
  const file = locate(path, node.source.file, context);
  const text = file === undefined ? undefined : context.io.readText(file);
  if (file === undefined || text === undefined) throw configError(`the included file ${path} does not exist.`, 'include', node);
  if (chain.includes(file)) throw configError(`${[...chain, file].join(' includes ')}, which is a circle.`, 'include', node);
  const source: Source = { file, name: nameBelow(context.basePath || context.cwd, file), text };
  const content = tag === '!include.raw' ? textNode(source) : parseByExtension(source);
  const expanded = expandIncludes(content, context, [...chain, file]);
  return withoutFaults(query === undefined ? expanded : selectNode(expanded, query, node));
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

import { dirname, isAbsolute, join, resolve } from 'node:path';
import type { ConfigSource } from './discover.js';
import { callOf } from './functions/call.js';
import { evaluateLocal, isLocalFunction, type LocalContext } from './functions/local.js';
import type { ListStrategy } from './merge.js';
import type { Overrides } from './overrides.js';
import type { MaskSettings } from './project.js';
import { recordOf } from './record.js';
import { textOf } from './templates/functions.js';
import { child, entriesOf, type MapNode, mapAt, toPlain, type YamlNode } from './yaml/node.js';

/** What the main configuration says, overrides of the environment applied. */
export interface Settings {
  readonly config: MapNode;
  /** Whether any configuration file was found. */
  readonly configured: boolean;
  readonly layout: 'atmos' | 'default';
  readonly basePath: string;
  readonly stacksPath: string;
  readonly includedPaths: readonly string[];
  readonly excludedPaths: readonly string[];
  readonly nameTemplate: string | undefined;
  readonly namePattern: string | undefined;
  readonly listStrategy: ListStrategy;
  readonly templates: { readonly enabled: boolean; readonly delimiters: readonly [string, string] | undefined };
  readonly mask: MaskSettings;
  readonly listVerify: boolean;
  readonly strictPathDefault: boolean;
}

export interface SettingsContext extends LocalContext {
  readonly overrides: Overrides;
  readonly basePath: string | undefined;
}

/** Reads what the engine needs out of the merged main configuration. Everything else in it is left alone. */
export function readSettings(config: MapNode, sources: readonly ConfigSource[], context: SettingsContext): Settings {
  const { overrides } = context;
  const value = (...keys: readonly string[]): unknown => plainAt(config, keys, context);
  const text = (...keys: readonly string[]): string | undefined => textValue(value(...keys));
  const layout = chooseLayout(text('layout'), sources);
  const keyrackOnly = layout === 'default';
  const relativeStacks = overrides.get('STACKS_BASE_PATH') ?? text('stacks', 'base_path') ?? 'stacks';
  const basePath = findBasePath(config, sources, relativeStacks, context);
  const strategy = overrides.get('SETTINGS_LIST_MERGE_STRATEGY') ?? text('settings', 'list_merge_strategy');
  const delimiters = textList(value('templates', 'settings', 'delimiters'));
  return {
    config,
    configured: sources.length > 0,
    layout,
    basePath,
    stacksPath: resolve(basePath, relativeStacks),
    includedPaths:
      overrides.list('STACKS_INCLUDED_PATHS') ??
      textList(value('stacks', 'included_paths')) ??
      (sources.length > 0 ? ['**/*'] : ['orgs/**/*']),
    excludedPaths:
      overrides.list('STACKS_EXCLUDED_PATHS') ??
      textList(value('stacks', 'excluded_paths')) ??
      (keyrackOnly ? fragments : ['**/_defaults.yaml']),
    nameTemplate: overrides.get('STACKS_NAME_TEMPLATE') ?? text('stacks', 'name_template'),
    namePattern:
      overrides.get('STACKS_NAME_PATTERN') ??
      text('stacks', 'name_pattern') ??
      (sources.length > 0 ? undefined : '{tenant}-{environment}-{stage}'),
    listStrategy: strategy === 'append' || strategy === 'merge' ? strategy : 'replace',
    templates: {
      enabled: sources.length === 0 || value('templates', 'settings', 'enabled') === true,
      delimiters: delimiters?.length === 2 ? [delimiters[0]!, delimiters[1]!] : undefined,
    },
    mask: readMask(value('settings', 'terminal', 'mask')),
    listVerify: value('secrets', 'list_verify') !== false,
    strictPathDefault: value('secrets', 'path_default') === 'strict',
  };
}

/** Where a `keyrack.yaml` project keeps what is imported, unless it says otherwise. */
const fragments = ['**/_*', '**/_*/**', 'catalog/**', 'mixins/**'];

/** Plain data under a path of keys, local functions evaluated. */
export function plainAt(config: MapNode, keys: readonly string[], context: LocalContext): unknown {
  const node = child(config, ...keys);
  return node === undefined ? undefined : evaluated(node, context);
}

/** Plain data of a node, local functions evaluated. */
export function evaluated(node: YamlNode, context: LocalContext): unknown {
  return toPlain(node, (tagged) => {
    const call = callOf(tagged, isLocalFunction);
    return call && isLocalFunction(call.tag) ? evaluateLocal(call, context) : toPlain({ ...tagged, tag: undefined });
  });
}

/** The `env` map, in which order and case of names are kept. */
export function readEnv(config: MapNode, context: LocalContext): Readonly<Record<string, string>> {
  const entries = entriesOf(mapAt(config, 'env')).map(([name, node]) => [name, evaluated(node, context)] as const);
  return recordOf(entries.filter(([, value]) => value !== null).map(([name, value]) => [name, textOf(value)] as const));
}

// Files of the machine or the user choose nothing: a project's addresses are the same on every machine.
function chooseLayout(configured: string | undefined, sources: readonly ConfigSource[]): Settings['layout'] {
  if (configured === 'default' || configured === 'atmos') return configured;
  const own = sources.filter(({ shared }) => !shared);
  const decisive = own.length > 0 ? own : sources;
  return decisive.length > 0 && decisive.every(({ flavor }) => flavor === 'keyrack') ? 'default' : 'atmos';
}

function findBasePath(config: MapNode, sources: readonly ConfigSource[], stacks: string, context: SettingsContext): string {
  const { io, cwd, gitRoot, overrides } = context;
  const fromOutside = context.basePath ?? overrides.get('BASE_PATH');
  if (fromOutside !== undefined) return resolve(cwd, fromOutside);
  const node = child(config, 'base_path');
  const written = node === undefined ? '' : (textValue(evaluated(node, context)) ?? '');
  const own = sources.findLast(({ shared }) => !shared)?.directory;
  if (isAbsolute(written)) return written;
  if (node !== undefined && /^\.{1,2}(\/|$)/.test(written)) return resolve(dirname(node.source.file), written);
  const usable = overrides.get('GIT_ROOT_BASEPATH') === 'false' ? undefined : gitRoot;
  const order = chooseLayout(undefined, sources) === 'default' ? [own, usable, cwd] : [usable, own, cwd];
  const candidates = order.filter((candidate) => candidate !== undefined).map((candidate) => join(candidate, written));
  // The first that has the stacks: a project below the root of its repository works although it names no base path.
  const probe = written === '' ? stacks : '';
  return candidates.find((candidate) => io.kind(resolve(candidate, probe)) === 'directory') ?? candidates[0] ?? cwd;
}

function readMask(mask: unknown): MaskSettings {
  const { enabled, replacement, patterns, literals } = (typeof mask === 'object' && mask !== null ? mask : {}) as Readonly<
    Record<string, unknown>
  >;
  return {
    ...(typeof enabled === 'boolean' && { enabled }),
    ...(typeof replacement === 'string' && { replacement }),
    patterns: textList(patterns) ?? [],
    literals: textList(literals) ?? [],
  };
}

function textValue(value: unknown): string | undefined {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
}

function textList(value: unknown): readonly string[] | undefined {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : undefined;
}

import type { SecretError } from '@keyrack/core/provider';
import { configError } from '../config-error.js';
import type { ProjectIo } from '../io.js';
import { oneOfMany, type Tolerate } from '../one-of-many.js';
import { recordOf } from '../record.js';
import type { Settings } from '../settings.js';
import { type FoundFiles, filesMatching, isGlob, isManifest, pathMatcher, relativePath, warnOfDangling } from '../walk.js';
import { toPlain, type YamlNode } from '../yaml/node.js';
import { type Component, type ComponentOptions, componentsOf } from './component.js';
import { createManifestReader } from './expand-imports.js';
import { explainNoStacks } from './no-stacks.js';
import { createStackNamer, type NameRules } from './stack-name.js';

/** A component with the name of its stack. */
export interface StackComponent {
  readonly stack: string;
  readonly component: Component;
}

export interface StackIndexOptions {
  readonly settings: Settings;
  readonly io: ProjectIo;
  readonly cwd: string;
  readonly evaluate: NameRules['evaluate'];
  readonly mainEnv: ComponentOptions['mainEnv'];
  readonly warn: (message: string) => void;
  /** Takes what a manifest or component fails with, and leaves it out. Default: the first failure is thrown. */
  readonly tolerate?: Tolerate | undefined;
}

/**
 * Reads the project's manifests and names their stacks.
 *
 * @throws `INVALID_CONFIG` for a manifest that cannot be read, and for one component that two manifests define differently in one stack.
 */
export function readStacks({
  settings,
  io: machine,
  cwd,
  evaluate,
  mainEnv,
  warn,
  tolerate,
}: StackIndexOptions): readonly StackComponent[] {
  const io = withMemory(machine);
  const { stacksPath, listStrategy, basePath, templates, nameTemplate, namePattern } = settings;
  const { delimiters } = templates;
  const read = createManifestReader({ io, cwd, basePath, stacksPath, listStrategy, delimiters, warn });
  const nameOf = createStackNamer({ nameTemplate, namePattern, delimiters, evaluate });
  const named = (component: Component): readonly StackComponent[] => {
    // Otherwise its bases would be looked for, and missed, by whoever asks first.
    if (tolerate) component.layers();
    const stack = nameOf(component);
    return stack === undefined ? [] : [{ stack, component }];
  };
  let failed = false;
  const take =
    tolerate &&
    ((failure: SecretError): void => {
      failed = true;
      tolerate(failure);
    });
  const files = manifestFiles(settings, io, warn);
  const found = files.flatMap((file) => {
    const components = oneOfMany(() => componentsOf(read(file), { listStrategy, mainEnv }), take);
    return components.flatMap((component) => oneOfMany(() => named(component), take));
  });
  if (found.length === 0 && !failed) explainNoStacks(files, settings, { io, warn });
  return withoutDuplicates(found, tolerate);
}

/** The manifests that are stacks of their own, ascending: those included and not excluded. */
function manifestFiles(
  { stacksPath, basePath, includedPaths, excludedPaths }: Settings,
  io: ProjectIo,
  warn: StackIndexOptions['warn'],
): readonly string[] {
  const excludes = pathMatcher(excludedPaths);
  const excluded = (path: string): boolean => excludes(relativePath(stacksPath, path));
  const found = includedPaths.map((pattern) => included(stacksPath, pattern, io));
  const dangling = new Set(found.flatMap((each) => each.dangling));
  warnOfDangling(
    [...dangling].filter((link) => !excluded(link)),
    basePath,
    warn,
  );
  const files = new Set(found.flatMap((each) => each.files));
  return [...files].filter((file) => isManifest(file) && !excluded(file)).sort();
}

function included(stacksPath: string, pattern: string, io: ProjectIo): FoundFiles {
  if (isGlob(pattern)) return filesMatching(stacksPath, pattern, io);
  const candidates = ['', '.yaml', '.yml', '.yaml.tmpl', '.yml.tmpl'].map((extension) => `${stacksPath}/${pattern}${extension}`);
  return { files: candidates.filter((file) => io.kind(file) === 'file'), dangling: [] };
}

function withoutDuplicates(found: readonly StackComponent[], tolerate: Tolerate | undefined): readonly StackComponent[] {
  const seen = new Map<string, Component>();
  const first = ({ stack, component }: StackComponent): boolean => {
    const key = `${stack}\n${component.type}\n${component.name}`;
    const earlier = seen.get(key);
    if (!earlier) seen.set(key, component);
    else if (!identical(earlier, component)) {
      const files = `${earlier.manifest.file} and ${component.manifest.file}`;
      throw configError(
        `component ${component.name} stands twice in stack ${stack}, with different content: ${files}. Keep one, or give them different stacks.`,
        'load',
      );
    }
    return earlier === undefined;
  };
  return found.flatMap((entry) => oneOfMany(() => (first(entry) ? [entry] : []), tolerate));
}

function identical(a: Component, b: Component): boolean {
  const content = ({ sectionNames, section, layers }: Component): string => {
    const sections = sectionNames().toSorted();
    const plain = (node: YamlNode | undefined): unknown => (node === undefined ? null : sortedKeys(toPlain(node)));
    return JSON.stringify([
      sections.map((name) => [name, plain(section(name))]),
      plain(layers().manifest.entries.get('secrets')),
    ]);
  };
  return content(a) === content(b);
}

function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([x], [y]) => (x < y ? -1 : 1));
  return recordOf(entries.map(([key, inner]) => [key, sortedKeys(inner)] as const));
}

/** A machine that is asked once for each path: many manifests import the same few. */
function withMemory(io: ProjectIo): ProjectIo {
  const kinds = new Map<string, ReturnType<ProjectIo['kind']>>();
  return {
    ...io,
    kind(path) {
      if (!kinds.has(path)) kinds.set(path, io.kind(path));
      return kinds.get(path);
    },
  };
}

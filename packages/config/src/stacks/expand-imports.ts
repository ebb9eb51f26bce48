import { configError } from '../config-error.js';
import { limits } from '../limits.js';
import { type ListStrategy, mergeAll } from '../merge.js';
import { manifestWarnings } from '../section-warnings.js';
import { relativePath, withoutExtension } from '../walk.js';
import type { MapNode } from '../yaml/node.js';
import { type ImportEntry, type ImportRules, importEntries, importedFiles } from './import-files.js';
import type { Manifest } from './manifest.js';
import { mergedSize, type Sized } from './manifest-size.js';
import { type ComponentOverrides, joinOverrides, ownOverrides, withoutOverrides } from './overrides-reach.js';
import { type ImportContext, noContext, type ReadManifestOptions, readManifest } from './read-manifest.js';

export interface ManifestReaderOptions extends ReadManifestOptions, ImportRules {
  readonly listStrategy: ListStrategy;
}

interface Expanded extends Sized {
  readonly imports: readonly string[];
  readonly overrides: ComponentOverrides;
}

/** Where an expansion is: the files that it came through, and what the manifest at their beginning has imported so far. */
interface Way {
  readonly chain: readonly string[];
  readonly spent: { imports: number };
}

/**
 * Makes the function that reads a manifest with its imports. Imports merge in list order below the importing file.
 *
 * A file is read, parsed and expanded once per context, however many manifests import it.
 */
export function createManifestReader(options: ManifestReaderOptions): (file: string) => Manifest {
  const { stacksPath, listStrategy } = options;
  const known = new Map<string, Expanded>();
  const pathOf = (file: string): string => withoutExtension(relativePath(stacksPath, file));

  function expand(file: string, context: ImportContext, { chain, spent }: Way): Expanded {
    const key = Object.keys(context.values).length === 0 && !context.skipTemplates ? file : `${file}\n${JSON.stringify(context)}`;
    const found = known.get(key);
    if (found) return found;
    const own = readManifest(file, context, options);
    manifestWarnings(own).forEach(options.warn);
    const expanded = merge(file, own, context, { chain: [...chain, file], spent });
    known.set(key, expanded);
    return expanded;
  }

  function merge(file: string, own: MapNode, context: ImportContext, way: Way): Expanded {
    const expanded: Expanded[] = [];
    const imports: string[] = [];
    for (const entry of importEntries(own)) {
      for (const imported of importedFiles(entry, file, options)) {
        checkImport(imported, way, entry);
        const part = expand(imported, handedDown(context, entry.context), way);
        expanded.push(part);
        imports.push(...part.imports, pathOf(imported));
      }
    }
    const size = mergedSize(own, expanded);
    const mine = withoutOverrides(own);
    const overrides = expanded.map((part) => part.overrides);
    return {
      root: mergeAll([...expanded.map(({ root }) => root), mine], listStrategy),
      size,
      imports: [...new Set(imports)],
      overrides: joinOverrides(overrides, mine, ownOverrides(own), listStrategy),
    };
  }

  return (file) => {
    const { root, imports, overrides } = expand(file, noContext, { chain: [], spent: { imports: 0 } });
    return { file, path: pathOf(file), root, imports, overrides: overrides.byComponent };
  };
}

function checkImport(imported: string, { chain, spent }: Way, { node }: ImportEntry): void {
  if (chain.includes(imported)) {
    const circle =
      imported === chain.at(-1) ? `${imported} imports itself` : `${[...chain, imported].join(' imports ')}, which is a circle`;
    throw configError(`${circle}. Remove one of these imports.`, 'import', node);
  }
  spent.imports += 1;
  if (spent.imports > limits.imports)
    throw configError(`${chain[0]} comes to more than ${limits.imports} imports. Remove some.`, 'import', node);
  if (chain.length > limits.depth)
    throw configError(`imports are nested more than ${limits.depth} levels deep. Import the last ones directly.`, 'import', node);
}

/** The context of an import: what the importing file was given wins. */
function handedDown(parent: ImportContext, own: ImportContext): ImportContext {
  return Object.keys(parent.values).length === 0 ? own : { ...own, values: { ...own.values, ...parent.values } };
}

import { configError } from '../config-error.js';
import { type ListStrategy, mergeAll } from '../merge.js';
import { relativePath, withoutExtension } from '../walk.js';
import type { MapNode } from '../yaml/node.js';
import { type ImportEntry, type ImportRules, importEntries, importedFiles } from './import-files.js';
import type { Manifest } from './manifest.js';
import { type ComponentOverrides, joinOverrides, ownOverrides, withoutOverrides } from './overrides-reach.js';
import { type ImportContext, noContext, type ReadManifestOptions, readManifest } from './read-manifest.js';

export interface ManifestReaderOptions extends ReadManifestOptions, ImportRules {
  readonly listStrategy: ListStrategy;
}

interface Expanded {
  readonly root: MapNode;
  readonly imports: readonly string[];
  readonly overrides: ComponentOverrides;
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

  function expand(file: string, context: ImportContext, chain: readonly string[]): Expanded {
    const key = Object.keys(context.values).length === 0 && !context.skipTemplates ? file : `${file}\n${JSON.stringify(context)}`;
    const found = known.get(key);
    if (found) return found;
    const expanded = merge(file, readManifest(file, context, options), context, [...chain, file]);
    known.set(key, expanded);
    return expanded;
  }

  function merge(file: string, own: MapNode, context: ImportContext, chain: readonly string[]): Expanded {
    const roots: MapNode[] = [];
    const imports: string[] = [];
    const parts: ComponentOverrides[] = [];
    for (const entry of importEntries(own)) {
      for (const imported of importedFiles(entry, file, options)) {
        checkCircle(imported, chain, entry);
        const part = expand(imported, handedDown(context, entry.context), chain);
        roots.push(part.root);
        imports.push(...part.imports, pathOf(imported));
        parts.push(part.overrides);
      }
    }
    const mine = withoutOverrides(own);
    return {
      root: mergeAll([...roots, mine], listStrategy),
      imports: [...new Set(imports)],
      overrides: joinOverrides(parts, mine, ownOverrides(own), listStrategy),
    };
  }

  return (file) => {
    const { root, imports, overrides } = expand(file, noContext, []);
    return { file, path: pathOf(file), root, imports, overrides: overrides.byComponent };
  };
}

function checkCircle(imported: string, chain: readonly string[], { node }: ImportEntry): void {
  if (!chain.includes(imported)) return;
  const circle =
    imported === chain.at(-1) ? `${imported} imports itself` : `${[...chain, imported].join(' imports ')}, which is a circle`;
  throw configError(`${circle}. Remove one of these imports.`, 'import', node);
}

/** The context of an import: what the importing file was given wins. */
function handedDown(parent: ImportContext, own: ImportContext): ImportContext {
  return Object.keys(parent.values).length === 0 ? own : { ...own, values: { ...own.values, ...parent.values } };
}

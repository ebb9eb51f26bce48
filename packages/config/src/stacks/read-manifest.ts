import { configError } from '../config-error.js';
import { expandIncludes } from '../functions/include.js';
import type { ProjectIo } from '../io.js';
import { dataOf, renderTemplate } from '../templates/render-template.js';
import { TemplateFault } from '../templates/template-fault.js';
import { nameBelow } from '../walk.js';
import type { MapNode } from '../yaml/node.js';
import { parseYaml } from '../yaml/parse-yaml.js';
import { renderLocals } from './render-locals.js';

export interface ReadManifestOptions {
  readonly io: ProjectIo;
  readonly cwd: string;
  readonly basePath: string;
  readonly delimiters: readonly [string, string] | undefined;
}

/** What the importing file hands to a manifest for its templates. */
export interface ImportContext {
  readonly values: Readonly<Record<string, unknown>>;
  readonly skipTemplates: boolean;
  readonly ignoreMissing: boolean;
}

/** The context of a file that nobody imports. */
export const noContext: ImportContext = { values: {}, skipTemplates: false, ignoreMissing: false };

/**
 * Reads one manifest by itself: templates of `.tmpl` files and of imports with a context, YAML, `!include`, `locals`.
 *
 * @throws `INVALID_CONFIG` when it does not exist, is malformed, is not a map, or needs a template function that is not there.
 */
export function readManifest(
  file: string,
  context: ImportContext,
  { io, cwd, basePath, delimiters }: ReadManifestOptions,
): MapNode {
  const written = io.readText(file);
  if (written === undefined) throw configError(`the stack manifest ${file} does not exist.`, 'load');
  const text = isTemplate(file, context) ? render(nameBelow(basePath, file), written, context, delimiters) : written;
  const parsed = parseYaml({ file, name: nameBelow(basePath, file), text });
  const included = text.includes('!include') ? expandIncludes(parsed, { io, cwd, basePath }) : parsed;
  if (included.type !== 'map') throw configError('a stack manifest holds a map at its top level.', 'load', included);
  return included.entries.has('locals') ? renderLocals(included, delimiters) : included;
}

function isTemplate(file: string, { values, skipTemplates }: ImportContext): boolean {
  return !skipTemplates && (file.endsWith('.tmpl') || Object.keys(values).length > 0);
}

function render(name: string, text: string, context: ImportContext, delimiters: readonly [string, string] | undefined): string {
  try {
    const missing = context.ignoreMissing ? 'no value' : 'error';
    return renderTemplate(text, dataOf(context.values), { missing, delimiters });
  } catch (error) {
    if (!(error instanceof TemplateFault)) throw error;
    throw configError(`${name}: ${error.message}. The file is a template because of its name or of an import context.`, 'load');
  }
}

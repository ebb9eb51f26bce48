import { configError } from '../config-error.js';
import { limits } from '../limits.js';
import { checkLength } from '../templates/functions.js';
import { dataOf, renderTemplate, type TemplateData } from '../templates/render-template.js';
import { TemplateFault } from '../templates/template-fault.js';
import { child, entriesOf, type MapNode, mapAt, toPlain, type YamlNode } from '../yaml/node.js';

/**
 * Renders what uses the file's own `locals` and takes that section away: locals never leave their file.
 *
 * Only texts that name `.locals` are rendered; other templates in the file wait for the values they need.
 *
 * @throws `INVALID_CONFIG` for locals that refer to each other in a circle or to something that is not there.
 */
export function renderLocals(manifest: MapNode, delimiters: readonly [string, string] | undefined): MapNode {
  const locals = mapAt(manifest, 'locals');
  const resolving: string[] = [];
  const resolved = new Map<string, unknown>();
  let rendered = 0;

  const data: TemplateData = ([first, ...rest]) => {
    if (first === 'locals') return dataOf(allLocals)(rest);
    const found = first === undefined ? undefined : child(manifest, first, ...rest);
    return found === undefined ? undefined : toPlain(found);
  };

  const render = (node: YamlNode): YamlNode => {
    if (node.type !== 'scalar' || typeof node.value !== 'string' || !node.value.includes('.locals')) return node;
    try {
      const value = renderTemplate(node.value, data, { missing: 'error', delimiters });
      rendered += value.length;
      // The limit is for all locals together: each may be as long as it, and there may be many.
      checkLength(rendered - manifest.source.text.length);
      return { ...node, value };
    } catch (error) {
      if (error instanceof TemplateFault) throw configError(`${error.message}.`, 'load', node);
      throw error;
    }
  };

  const resolve = (name: string, node: YamlNode): unknown => {
    if (resolving.includes(name))
      throw configError(`locals refer to each other in a circle: ${[...resolving, name].join(', ')}.`, 'load', node);
    if (!resolved.has(name)) {
      if (resolving.length > limits.depth)
        throw configError(`locals are nested more than ${limits.depth} levels deep.`, 'load', node);
      resolving.push(name);
      resolved.set(name, toPlain(mapScalars(node, render)));
      resolving.pop();
    }
    return resolved.get(name);
  };

  const allLocals: object = Object.create(null);
  for (const [name, node] of entriesOf(locals))
    Object.defineProperty(allLocals, name, { enumerable: true, get: () => resolve(name, node) });
  const rest = new Map(manifest.entries);
  rest.delete('locals');
  return mapScalars({ ...manifest, entries: rest }, render) as MapNode;
}

function mapScalars(node: YamlNode, map: (node: YamlNode) => YamlNode): YamlNode {
  if (node.type === 'list') return { ...node, items: node.items.map((item) => mapScalars(item, map)) };
  if (node.type !== 'map') return map(node);
  return { ...node, entries: new Map(Array.from(node.entries, ([key, value]) => [key, mapScalars(value, map)])) };
}

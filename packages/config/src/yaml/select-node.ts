import { configError } from '../config-error.js';
import type { YamlNode } from './node.js';

/**
 * The part of a node that a path names, such as `.database.hosts[0]` or `."a.b"`.
 *
 * @throws `INVALID_CONFIG` when the path is more than fields and indexes, or names nothing.
 */
export function selectNode(node: YamlNode, path: string, at: YamlNode): YamlNode {
  let rest = path.trim();
  let current: YamlNode | undefined = node;
  while (rest !== '' && rest !== '.') {
    const step = /^(?:\.?"([^"]+)"|\.([\w-]+)|\.?\[(-?\d+)\]|\.?\["([^"]+)"\])/.exec(rest);
    if (!step)
      throw configError(
        `the path "${path}" is not understood. Use fields and indexes, such as .database.hosts[0].`,
        'select',
        at,
      );
    const [whole, quoted, field, index, bracketed] = step;
    current = index === undefined ? byKey(current, quoted ?? field ?? bracketed ?? '') : byIndex(current, Number(index));
    rest = rest.slice(whole.length);
  }
  if (current === undefined) throw configError(`the path "${path}" names nothing in the included file.`, 'select', at);
  return current;
}

function byKey(node: YamlNode | undefined, key: string): YamlNode | undefined {
  return node?.type === 'map' ? node.entries.get(key) : undefined;
}

function byIndex(node: YamlNode | undefined, index: number): YamlNode | undefined {
  return node?.type === 'list' ? node.items.at(index) : undefined;
}

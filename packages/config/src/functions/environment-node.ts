import { type DotenvEntry, readDotenv } from '@keyrack/core/dotenv';
import { configError } from '../config-error.js';
import type { MapNode, Source, YamlNode } from '../yaml/node.js';

/** What is wrong with a line, for the node that stands for it. */
const faults = new WeakMap<YamlNode, string>();

/** The names of a `.env` file as a map. A line that is refused is a node in it, so that it is missed by nobody who asks for it. */
export function environmentNode(source: Source): MapNode {
  const entries = readDotenv(source.text).entries.map((entry) => {
    // No name of such a file holds a blank.
    return [entry.name ?? `line ${entry.line}`, nodeOf(entry, source)] as const;
  });
  return { type: 'map', entries: new Map(entries), source, at: 0, keyAt: 0 };
}

function nodeOf(entry: DotenvEntry, source: Source): YamlNode {
  const place = { source, at: entry.at, keyAt: entry.at };
  if (entry.fault === undefined) return { type: 'scalar', value: entry.value, ...place };
  const node: YamlNode = { type: 'scalar', value: null, ...place };
  faults.set(node, entry.name === undefined ? entry.fault : `${entry.name}: ${entry.fault}`);
  return node;
}

/**
 * Passes on what was selected from an included file.
 *
 * @throws `INVALID_CONFIG` when it is a line of a `.env` file that is refused, or holds one.
 */
export function withoutFaults(selected: YamlNode): YamlNode {
  for (const node of selected.type === 'map' ? selected.entries.values() : [selected]) {
    const fault = faults.get(node);
    if (fault !== undefined) throw configError(fault, 'include', node);
  }
  return selected;
}

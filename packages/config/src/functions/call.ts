import type { YamlNode } from '../yaml/node.js';

/** A YAML function as written: its tag and the text behind it. */
export interface FunctionCall {
  readonly tag: string;
  readonly text: string;
  readonly node: YamlNode;
}

const tagged = /^(![a-z][\w.:-]*)(?:\s+([\s\S]*))?$/;

/** The call that a node stands for: a tagged scalar, or text that begins with one of `known`; `undefined` for plain data. */
export function callOf(node: YamlNode, known: (tag: string) => boolean): FunctionCall | undefined {
  if (node.tag !== undefined) return { tag: node.tag, text: node.type === 'scalar' ? String(node.value ?? '').trim() : '', node };
  if (node.type !== 'scalar' || typeof node.value !== 'string' || !node.value.startsWith('!')) return undefined;
  const [, tag, text = ''] = tagged.exec(node.value.trim()) ?? [];
  return tag !== undefined && known(tag) ? { tag, text: text.trim(), node } : undefined;
}

/** Words of an argument text; quotes hold blanks together, a doubled quote inside quotes stands for one. */
export function words(text: string): readonly string[] {
  return Array.from(text.matchAll(/"((?:[^"]|"")*)"|'((?:[^']|'')*)'|[^\s]+/g), ([whole, double, single]) =>
    double !== undefined ? double.replaceAll('""', '"') : single !== undefined ? single.replaceAll("''", "'") : whole,
  );
}

import { isSecretError, parsePath } from '@keyrack/core/provider';
import { configError } from '../config-error.js';
import type { YamlNode } from './node.js';

/**
 * The part of a node that a path names, such as `.database.hosts[0]` or `.["a.b"]`.
 *
 * @throws `INVALID_CONFIG` when the path is more than fields and indexes, or names nothing.
 */
export function selectNode(node: YamlNode, path: string, at: YamlNode): YamlNode {
  const found = stepsOf(path, at).reduce<YamlNode | undefined>((current, name) => current && partOf(current, name), node);
  if (found === undefined) throw configError(`the path "${path}" names nothing in the included file.`, 'select', at);
  return found;
}

function stepsOf(path: string, at: YamlNode): readonly string[] {
  const [term, ...others] = path.trim() === '' ? [{ steps: [] }] : expression(path, at).flat();
  const steps = term && 'steps' in term && others.length === 0 ? term.steps : undefined;
  const names = steps?.flatMap((step) => (step === 'each' ? [] : [step.name]));
  if (names === undefined || names.length !== steps?.length) throw notUnderstood(path, at);
  return names;
}

function expression(path: string, at: YamlNode): ReturnType<typeof parsePath> {
  try {
    return parsePath(path);
  } catch (error) {
    throw isSecretError(error) ? notUnderstood(path, at) : error;
  }
}

function notUnderstood(path: string, at: YamlNode): Error {
  return configError(`the path "${path}" is not understood. Use fields and indexes, such as .database.hosts[0].`, 'select', at);
}

function partOf(node: YamlNode, name: string): YamlNode | undefined {
  if (node.type === 'map') return node.entries.get(name);
  return node.type === 'list' && /^(?:0|-?[1-9]\d*)$/.test(name) ? node.items.at(Number(name)) : undefined;
}

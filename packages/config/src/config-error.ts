import { type ErrorCode, type SecretError, secretError } from '@keyrack/core/provider';
import { lineAndColumn, type YamlNode } from './yaml/node.js';

/** A fault of the configuration itself; with a node, the message begins with its place. */
export function configError(
  message: string,
  operation: string,
  node?: YamlNode,
  code: ErrorCode = 'INVALID_CONFIG',
): SecretError {
  return secretError(node === undefined ? message : `${placeOf(node)}: ${message}`, { code, provider: 'config', operation });
}

/** `file:line:column` of a node's value. */
export function placeOf(node: YamlNode): string {
  const { line, column } = lineAndColumn(node.source, node.at);
  return `${node.source.name ?? node.source.file}:${line}:${column}`;
}

import { createSecret, isSecretError, type Masker, type Secret } from '@keyrack/core';
import { parseExactJson } from '@keyrack/core/provider';
import { configError } from './config-error.js';
import type { Declaration } from './declaration.js';
import { jsonOr } from './functions/local.js';
import type { SecretCall } from './functions/secret.js';
import { decodeRecord } from './text-encoding.js';
import type { YamlNode } from './yaml/node.js';

/** A `!secret` with its place. */
export interface PlacedCall extends SecretCall {
  readonly node: YamlNode;
}

interface RevealContext {
  readonly declarations: readonly Declaration[];
  readonly masker: Masker | undefined;
  readonly strictPathDefault: boolean;
}

/**
 * What a `!secret` stands for, among values as they are stored.
 *
 * @throws `NOT_FOUND` for a secret without value and default; `INVALID_ARGUMENT` for a path that cannot be read or leads to nothing.
 */
export function revealedCall(
  call: PlacedCall,
  secrets: ReadonlyMap<string, Secret | undefined>,
  context: RevealContext,
): unknown {
  const { name, path, raw, node } = call;
  const found = secrets.get(name);
  if (found === undefined) return call.default ?? absent(call);
  if (raw) return found.reveal();
  const kind = context.declarations.find((declaration) => declaration.name === name)?.backend?.kind ?? '';
  const secret = createSecret(decodeRecord(kind, { value: found.reveal(), ...(found.encoding && { encoding: found.encoding }) }));
  context.masker?.register(secret.reveal());
  if (path === undefined) return secret.encoding === 'json' ? jsonOr(secret.reveal(), parseExactJson) : secret.reveal();
  const part = selected(secret, path, node);
  if (part === undefined) return (context.strictPathDefault ? undefined : call.default) ?? withoutPart(call);
  const text = part.reveal();
  context.masker?.register(text);
  return part.encoding === 'json' ? jsonOr(text, parseExactJson) : text;
}

// Core knows the path alone, and not where it is written.
function selected(secret: Secret, path: string, node: YamlNode): Secret | undefined {
  try {
    return secret.select(path);
  } catch (error) {
    if (!isSecretError(error)) throw error;
    throw configError(error.message, 'evaluate', node, error.code);
  }
}

function absent({ name, node }: PlacedCall): never {
  const message = `secret is not initialized in its backend: "${name}": its backend holds no value. Set it with: keyrack set ${name}`;
  throw configError(message, 'evaluate', node, 'NOT_FOUND');
}

// Not NOT_FOUND: whoever sets what is not there would overwrite the rest of the value.
function withoutPart({ name, node }: PlacedCall): never {
  const message = `secret "${name}" has a value, but the path leads to nothing in it. Check the path.`;
  throw configError(message, 'evaluate', node, 'INVALID_ARGUMENT');
}

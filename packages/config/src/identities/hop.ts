import type { ErrorCode, SecretError } from '@keyrack/core/provider';
import { configError } from '../config-error.js';
import { child, type YamlNode } from '../yaml/node.js';
import type { AwsIdentity } from './aws-identity.js';
import type { AuthEntry } from './identity-table.js';

/** Plain data of a node, with `!env` and its like evaluated. */
export type Evaluate = (node: YamlNode) => unknown;

/** One entry of a chain while it is translated. */
export interface Hop {
  readonly entry: AuthEntry;
  /** Text or number under a path of keys; `undefined` for anything else and for empty text. */
  text(...keys: readonly string[]): string | undefined;
  /** The identity that `via.identity` names, translated. */
  source(): AwsIdentity | undefined;
  /** The entry that `via.provider` names. */
  provider(): Hop | undefined;
  fault(message: string, code?: ErrorCode): SecretError;
}

/** A hop that goes through nothing. */
export function createHop(entry: AuthEntry, evaluate: Evaluate): Hop {
  return {
    entry,
    text(...keys) {
      const found = child(entry.node, ...keys);
      const value = found && evaluate(found);
      if (typeof value === 'number') return String(value);
      return typeof value === 'string' && value !== '' ? value : undefined;
    },
    source: () => undefined,
    provider: () => undefined,
    fault: (message, code) => configError(message, 'login', entry.node, code),
  };
}

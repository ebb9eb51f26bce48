import type { Declaration } from '@keyrack/config';
import type { ErrorCode, SecretError } from '@keyrack/core';
import type { Call } from './command.js';

/** Where a secret lives, by the keys that every command but `list` uses in JSON. */
export interface SecretKeys {
  readonly secret: string;
  readonly scope: Declaration['scope'];
  readonly stack?: string;
  readonly component?: string;
  readonly type?: string;
  readonly provider: string;
}

/** A declared secret in JSON. What others share is not said to belong to one stack or component. */
export function secretKeys({ name, scope, stack, component, componentType, label }: Declaration): SecretKeys {
  return {
    secret: name,
    scope,
    ...(scope !== 'global' && stack !== undefined && { stack }),
    ...(scope === 'instance' && component !== undefined && { component }),
    ...(scope === 'instance' && componentType !== undefined && { type: componentType }),
    provider: label,
  };
}

/** An error in JSON, as the value of the key `error`. */
export interface ErrorKeys {
  readonly code: ErrorCode;
  readonly message: string;
}

/** What JSON tells of an error of a backend or of the configuration. */
export function errorKeys({ code, message }: SecretError): ErrorKeys {
  return { code, message };
}

/** Prints what a command did as data, when that is asked for. */
export function printResult({ flags, session }: Call, result: object): void {
  if (flags.format === 'json') session.out.data(`${JSON.stringify(result)}\n`);
}

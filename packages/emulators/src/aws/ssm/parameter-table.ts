import type { Clock } from '../../kit/clock.js';
import { parameterArn } from '../account.js';
import type { KeyTable } from '../kms/key-table.js';

/** `String`, `StringList` or `SecureString`. */
export type ParameterType = 'String' | 'StringList' | 'SecureString';

/** What a parameter costs and may hold. */
export type Tier = 'Standard' | 'Advanced';

/** What every version has of its own. */
export interface ParameterVersion {
  readonly version: number;
  /** The value; of a `SecureString` its ciphertext in base64. */
  readonly stored: string;
  readonly type: ParameterType;
  readonly tier: Tier;
  readonly dataType: string;
  readonly keyId?: string;
  readonly description?: string;
  readonly allowedPattern?: string;
  readonly policies?: string;
  readonly modifiedAt: number;
  readonly modifiedBy: string;
  readonly labels: Set<string>;
}

/** A parameter with its history, oldest version first, never empty. */
export interface Parameter {
  readonly name: string;
  readonly arn: string;
  readonly versions: ParameterVersion[];
  readonly tags: Map<string, string>;
}

/** What the operations of Parameter Store work on: the parameters and keys of one region. */
export interface ParameterTable {
  readonly region: string;
  readonly clock: Clock;
  readonly keys: KeyTable;
  readonly parameters: Map<string, Parameter>;
}

/** The newest version. */
export function newest({ versions }: Parameter): ParameterVersion {
  return versions.at(-1)!;
}

/** A new parameter without a version; it is put into the table by whoever adds one. */
export function emptyParameter({ region }: ParameterTable, name: string): Parameter {
  return { name, arn: parameterArn(region, name), versions: [], tags: new Map() };
}

/** All parameters, by name. */
export function sortedParameters({ parameters }: ParameterTable): Parameter[] {
  return [...parameters.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** What binds the ciphertext of a value to its place: https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html */
export function contextOf({ arn }: { readonly arn: string }): Readonly<Record<string, string>> {
  return { PARAMETER_ARN: arn };
}

import { parameterArn } from '../account.js';
import type { Caller } from '../caller.js';
import type { Input } from '../input.js';
import type { Resource } from '../permissions.js';
import { parseReference } from './parameter-name.js';
import type { ParameterTable } from './parameter-table.js';

/** One operation of Parameter Store: checks, does and answers. It throws `AwsError` for every refusal. */
export type SsmOperation = (table: ParameterTable, input: Input, caller: Caller) => object;

/** What a permission may call a parameter by. */
export function parameterResource(table: ParameterTable, given: string): Resource {
  const { name } = parseReference(given, table.region);
  const bare = name.replace(/^\//, '');
  return [parameterArn(table.region, name), `/${bare}`, bare];
}

/** Times are seconds on the wire. */
export function seconds(ms: number): number {
  return ms / 1000;
}

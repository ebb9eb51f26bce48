import { accountId } from '../account.js';
import type { Caller } from '../caller.js';
import { readInput } from '../input.js';
import { checkedName } from './parameter-name.js';
import type { Parameter, ParameterTable, ParameterType, Tier } from './parameter-table.js';
import { contextOf, newest } from './parameter-table.js';
import { putParameter } from './put-parameter.js';

/** How a parameter is stored from outside. */
export interface SeedOptions {
  /** Default: `SecureString`. */
  readonly type?: ParameterType;
  /** Default: `alias/aws/ssm`. */
  readonly keyId?: string;
  /** Description of the parameter. */
  readonly description?: string;
  /** Tags of the parameter. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Default: what the value needs. */
  readonly tier?: Tier;
}

/** A parameter without its value. */
export interface ParameterDescription {
  readonly type: ParameterType;
  readonly tier: Tier;
  readonly version: number;
  readonly tags: Readonly<Record<string, string>>;
  readonly keyId?: string;
  readonly description?: string;
  /** Labels with the version that each of them names. */
  readonly labels: Readonly<Record<string, number>>;
}

/** Parameter Store from behind: no login, no permission, no fault, no entry in the log. */
export interface SsmConsole {
  /** Stores a value, as a new version where there is one. @throws what PutParameter answers */
  seed(name: string, value: string, options?: SeedOptions): void;
  /** The newest value in plaintext. */
  peek(name: string): string | undefined;
  /** What is known of a parameter beside its value; `undefined` when it is not there. */
  describe(name: string): ParameterDescription | undefined;
  /** Removes the parameter, if it is there. */
  remove(name: string): void;
  /** All names, sorted. */
  names(): readonly string[];
}

/** Looks into a table. */
export function createSsmConsole(tableNow: () => ParameterTable): SsmConsole {
  return {
    seed: (name, value, options = {}) => seed(tableNow(), name, value, options),
    peek(name) {
      const table = tableNow();
      const parameter = table.parameters.get(name);
      return parameter && plaintextOf(table, parameter);
    },
    describe(name) {
      const parameter = tableNow().parameters.get(name);
      return parameter && describe(parameter);
    },
    remove: (name) => void tableNow().parameters.delete(name),
    names: () => [...tableNow().parameters.keys()].toSorted(),
  };
}

const operator: Caller = { principal: { accessKeyId: '', arn: `arn:aws:iam::${accountId}:root` }, authorize: () => undefined };

function seed(table: ParameterTable, name: string, value: string, options: SeedOptions): void {
  const { type, keyId, description, tags = {}, tier = 'Intelligent-Tiering' } = options;
  const existing = table.parameters.get(checkedName(name, table.region));
  const fields = {
    Name: name,
    Value: value,
    Type: type ?? (existing ? newest(existing).type : 'SecureString'),
    Overwrite: true,
    Tier: tier,
    ...(keyId !== undefined && { KeyId: keyId }),
    ...(description !== undefined && { Description: description }),
  };
  putParameter(table, readInput(fields), operator);
  const parameter = table.parameters.get(name.trim());
  for (const [key, text] of Object.entries(tags)) parameter?.tags.set(key, text);
}

function plaintextOf({ keys }: ParameterTable, parameter: Parameter): string {
  const { type, stored } = newest(parameter);
  if (type !== 'SecureString') return stored;
  return keys.peek(Buffer.from(stored, 'base64'), contextOf(parameter)).toString('utf8');
}

function describe(parameter: Parameter): ParameterDescription {
  const { type, tier, version, keyId, description } = newest(parameter);
  const labels = parameter.versions.flatMap((one) => [...one.labels].map((label) => [label, one.version] as const));
  return {
    type,
    tier,
    version,
    tags: Object.fromEntries(parameter.tags),
    ...(keyId !== undefined && { keyId }),
    ...(description !== undefined && { description }),
    labels: Object.fromEntries(labels),
  };
}

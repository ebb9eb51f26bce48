import { AwsError } from '../aws-error.js';
import type { Caller } from '../caller.js';
import { checkLength } from '../input.js';
import type { FoundParameter } from './find-parameter.js';
import { findVersion } from './find-parameter.js';
import type { ParameterTable } from './parameter-table.js';
import { readValue } from './secure-value.js';
import type { SsmOperation } from './ssm-operation.js';
import { parameterResource, seconds } from './ssm-operation.js';

const absent = ['ParameterNotFound', 'ParameterVersionNotFound'];

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html */
export const getParameter: SsmOperation = (table, input, caller) => {
  const given = input.text('Name');
  caller.authorize('ssm:GetParameter', parameterResource(table, given));
  return { Parameter: describeValue(table, findVersion(table, given), { decrypt: input.flag('WithDecryption'), caller }) };
};

/**
 * Up to ten at once, sorted by name and not as asked; one name that is denied fails them all.
 *
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html
 */
export const getParameters: SsmOperation = (table, input, caller) => {
  const names = input.texts('Names');
  checkLength('Names', names, { max: 10 });
  for (const given of names) caller.authorize('ssm:GetParameters', parameterResource(table, given));
  const found = new Map([...new Set(names)].map((given) => [given, find(table, given)]));
  const decrypt = input.flag('WithDecryption');
  return {
    Parameters: [...found.values()]
      .filter((entry) => entry !== undefined)
      .toSorted((a, b) => (a.parameter.name < b.parameter.name ? -1 : 1))
      .map((entry) => describeValue(table, entry, { decrypt, caller })),
    InvalidParameters: [...found]
      .filter(([, entry]) => entry === undefined)
      .map(([given]) => given)
      .toSorted(),
  };
};

/** A parameter with its value, as the reading calls give it. */
export function describeValue(
  table: ParameterTable,
  { parameter, version, selector }: FoundParameter,
  { decrypt, caller }: { decrypt: boolean; caller: Caller },
): object {
  return {
    Name: parameter.name,
    Type: version.type,
    Value: readValue(table, { parameter, version, decrypt, caller }),
    Version: version.version,
    ...(selector !== undefined && { Selector: selector }),
    LastModifiedDate: seconds(version.modifiedAt),
    ARN: parameter.arn,
    DataType: version.dataType,
  };
}

function find(table: ParameterTable, given: string): FoundParameter | undefined {
  try {
    return findVersion(table, given);
  } catch (error) {
    if (error instanceof AwsError && absent.includes(error.code)) return undefined;
    throw error;
  }
}

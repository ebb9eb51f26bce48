import { findParameter } from './find-parameter.js';
import { cutPage } from './paging.js';
import type { ParameterVersion } from './parameter-table.js';
import { readValue } from './secure-value.js';
import type { SsmOperation } from './ssm-operation.js';
import { parameterResource, seconds } from './ssm-operation.js';

/**
 * Every version with its value, oldest first.
 *
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameterHistory.html
 */
export const getParameterHistory: SsmOperation = (table, input, caller) => {
  const given = input.text('Name');
  caller.authorize('ssm:GetParameterHistory', parameterResource(table, given));
  const parameter = findParameter(table, given);
  const decrypt = input.flag('WithDecryption');
  const { items, next } = cutPage(parameter.versions, input, { size: 50, max: 50, gap: false });
  const Parameters = items.map((version) => ({
    Name: parameter.name,
    Value: readValue(table, { parameter, version, decrypt, caller }),
    Labels: [...version.labels],
    ...describeVersion(version),
  }));
  return { Parameters, ...next };
};

/** What describing calls say about a version; the value is not among it. */
export function describeVersion(version: ParameterVersion): object {
  const { type, keyId, description, allowedPattern, policies } = version;
  return {
    Type: type,
    ...(keyId !== undefined && { KeyId: keyId }),
    LastModifiedDate: seconds(version.modifiedAt),
    LastModifiedUser: version.modifiedBy,
    ...(description !== undefined && { Description: description }),
    ...(allowedPattern !== undefined && { AllowedPattern: allowedPattern }),
    Version: version.version,
    Tier: version.tier,
    Policies: policies === undefined ? [] : [{ PolicyText: policies, PolicyType: 'Expiration', PolicyStatus: 'Pending' }],
    DataType: version.dataType,
  };
}

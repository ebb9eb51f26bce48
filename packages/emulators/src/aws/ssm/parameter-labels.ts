import { AwsError, violated } from '../aws-error.js';
import type { Input } from '../input.js';
import { checkLength } from '../input.js';
import { findParameter } from './find-parameter.js';
import type { Parameter, ParameterVersion } from './parameter-table.js';
import { newest } from './parameter-table.js';
import type { SsmOperation } from './ssm-operation.js';
import { parameterResource } from './ssm-operation.js';

const maxLabels = 10;

/**
 * Names a version; a label that another version has moves over. Unusable ones come back and are no failure.
 *
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_LabelParameterVersion.html
 */
export const labelParameterVersion: SsmOperation = (table, input, caller) => {
  const given = input.text('Name');
  caller.authorize('ssm:LabelParameterVersion', parameterResource(table, given));
  const labels = readLabels(input);
  const parameter = findParameter(table, given);
  const version = versionOf(parameter, input.optionalNumber('ParameterVersion') ?? newest(parameter).version);
  const valid = labels.filter(isUsable);
  if (new Set([...version.labels, ...valid]).size > maxLabels) {
    throw new AwsError('ParameterVersionLabelLimitExceeded', `A parameter version can have a maximum of ${maxLabels} labels.`);
  }
  for (const label of valid) {
    for (const other of parameter.versions) other.labels.delete(label);
    version.labels.add(label);
  }
  return { InvalidLabels: labels.filter((label) => !isUsable(label)), ParameterVersion: version.version };
};

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_UnlabelParameterVersion.html */
export const unlabelParameterVersion: SsmOperation = (table, input, caller) => {
  const given = input.text('Name');
  caller.authorize('ssm:UnlabelParameterVersion', parameterResource(table, given));
  const labels = readLabels(input);
  const version = versionOf(
    findParameter(table, given),
    input.number('ParameterVersion', { min: 1, max: Number.MAX_SAFE_INTEGER, fallback: 0 }),
  );
  const removed = labels.filter((label) => version.labels.delete(label));
  return { RemovedLabels: removed, InvalidLabels: labels.filter((label) => !removed.includes(label)) };
};

function readLabels(input: Input): readonly string[] {
  const labels = input.texts('Labels');
  checkLength('Labels', labels, { max: maxLabels });
  const long = labels.find(({ length }) => length < 1 || length > 100);
  if (long === undefined) return labels;
  throw violated(
    'labels',
    `[${long}]`,
    'Member must satisfy constraint: [Member must have length less than or equal to 100, Member must have length greater than or equal to 1]',
  );
}

// https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-labels.html
function isUsable(label: string): boolean {
  return /^[a-zA-Z0-9_.-]+$/.test(label) && !/^(\d|aws|ssm)/i.test(label);
}

function versionOf({ name, versions }: Parameter, wanted: number): ParameterVersion {
  const version = versions.find((candidate) => candidate.version === wanted);
  if (version) return version;
  throw new AwsError(
    'ParameterVersionNotFound',
    `Systems Manager could not find version ${wanted} of ${name}. Verify the version and try again.`,
  );
}

import { invalid } from '../aws-error.js';
import { cutPage } from './paging.js';
import { readFilters } from './parameter-filters.js';
import { describeVersion } from './parameter-history.js';
import { newest, sortedParameters } from './parameter-table.js';
import type { SsmOperation } from './ssm-operation.js';

const keys = ['Name', 'Path', 'Type', 'KeyId', 'Tier', 'DataType', 'tag'];

/**
 * Everything about parameters but their values and tags. Its permission knows no single parameters.
 *
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeParameters.html
 */
export const describeParameters: SsmOperation = (table, input, caller) => {
  caller.authorize('ssm:DescribeParameters', ['*']);
  if (input.has('Filters')) throw invalid('This emulator knows ParameterFilters and not the older Filters.');
  const matching = sortedParameters(table).filter(readFilters(input, keys));
  const { items, next } = cutPage(matching, input, { size: 50, max: 50, gap: true });
  const Parameters = items.map((parameter) => ({
    Name: parameter.name,
    ARN: parameter.arn,
    ...describeVersion(newest(parameter)),
  }));
  return { Parameters, ...next };
};

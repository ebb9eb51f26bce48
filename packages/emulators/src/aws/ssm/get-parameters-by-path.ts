import { parameterArn } from '../account.js';
import { describeValue } from './get-parameters.js';
import { cutPage } from './paging.js';
import { checkPath, isBelow, readFilters, rest } from './parameter-filters.js';
import { newest, sortedParameters } from './parameter-table.js';
import type { SsmOperation } from './ssm-operation.js';

/**
 * The values under a path. Permission is asked for the path alone: what is denied below it is returned all the same.
 *
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html
 */
export const getParametersByPath: SsmOperation = (table, input, caller) => {
  const given = input.text('Path');
  checkPath(given);
  const path = given.length > 1 ? given.replace(/\/$/, '') : given;
  caller.authorize('ssm:GetParametersByPath', [parameterArn(table.region, path), path]);
  const recursive = input.flag('Recursive');
  const passes = readFilters(input, ['Type', 'KeyId', 'Label']);
  const below = sortedParameters(table)
    .filter(({ name }) => isBelow(path, name) && (recursive || !rest(path, name).includes('/')))
    .filter(passes);
  const { items, next } = cutPage(below, input, { size: 10, max: 10, gap: true });
  const decrypt = input.flag('WithDecryption');
  const Parameters = items.map((parameter) =>
    describeValue(table, { parameter, version: newest(parameter) }, { decrypt, caller }),
  );
  return { Parameters, ...next };
};

import { checkLength } from '../input.js';
import { findParameter } from './find-parameter.js';
import type { SsmOperation } from './ssm-operation.js';
import { parameterResource } from './ssm-operation.js';

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameter.html */
export const deleteParameter: SsmOperation = (table, input, caller) => {
  const given = input.text('Name');
  caller.authorize('ssm:DeleteParameter', parameterResource(table, given));
  table.parameters.delete(findParameter(table, given).name);
  return {};
};

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameters.html */
export const deleteParameters: SsmOperation = (table, input, caller) => {
  const names = input.texts('Names');
  checkLength('Names', names, { max: 10 });
  for (const given of names) caller.authorize('ssm:DeleteParameters', parameterResource(table, given));
  const deleted = names.filter((name) => table.parameters.delete(name));
  return { DeletedParameters: deleted, InvalidParameters: names.filter((name) => !deleted.includes(name)) };
};

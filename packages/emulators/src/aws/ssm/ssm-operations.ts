import { deleteParameter, deleteParameters } from './delete-parameter.js';
import { describeParameters } from './describe-parameters.js';
import { getParameter, getParameters } from './get-parameters.js';
import { getParametersByPath } from './get-parameters-by-path.js';
import { getParameterHistory } from './parameter-history.js';
import { labelParameterVersion, unlabelParameterVersion } from './parameter-labels.js';
import { putParameter } from './put-parameter.js';
import type { SsmOperation } from './ssm-operation.js';
import { addTagsToResource, listTagsForResource, removeTagsFromResource } from './tags.js';

/** Parameter Store, by the names of its API. */
export const ssmOperations: Readonly<Record<string, SsmOperation>> = {
  PutParameter: putParameter,
  GetParameter: getParameter,
  GetParameters: getParameters,
  GetParametersByPath: getParametersByPath,
  DescribeParameters: describeParameters,
  GetParameterHistory: getParameterHistory,
  DeleteParameter: deleteParameter,
  DeleteParameters: deleteParameters,
  LabelParameterVersion: labelParameterVersion,
  UnlabelParameterVersion: unlabelParameterVersion,
  AddTagsToResource: addTagsToResource,
  RemoveTagsFromResource: removeTagsFromResource,
  ListTagsForResource: listTagsForResource,
};

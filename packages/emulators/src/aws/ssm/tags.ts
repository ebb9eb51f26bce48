import { AwsError, violated } from '../aws-error.js';
import type { Input } from '../input.js';
import { readInput } from '../input.js';
import { findParameter } from './find-parameter.js';
import type { Parameter, ParameterTable } from './parameter-table.js';
import type { SsmOperation } from './ssm-operation.js';
import { parameterResource } from './ssm-operation.js';

const maxTags = 50;
const letters = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** The tags of a request. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_Tag.html */
export function checkTags(items: readonly Input[]): readonly (readonly [key: string, value: string])[] {
  const tags = items.map((item) => [checked(item, 'Key', 128), checked(item, 'Value', 256)] as const);
  for (const [key] of tags) {
    if (key === '') throw violated('tags.key', '', 'Member must have length greater than or equal to 1');
    if (/^aws:/i.test(key)) throw violated('tags.key', key, 'aws: prefixed tag key names are not allowed for external use.');
  }
  if (new Set(tags.map(([key]) => key)).size > maxTags) throw tooMany();
  return tags;
}

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_AddTagsToResource.html */
export const addTagsToResource: SsmOperation = (table, input, caller) => {
  const parameter = taggedParameter(table, input);
  caller.authorize('ssm:AddTagsToResource', parameterResource(table, parameter.name));
  const tags = checkTags(input.items('Tags'));
  if (new Set([...parameter.tags.keys(), ...tags.map(([key]) => key)]).size > maxTags) throw tooMany();
  for (const [key, value] of tags) parameter.tags.set(key, value);
  return {};
};

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_RemoveTagsFromResource.html */
export const removeTagsFromResource: SsmOperation = (table, input, caller) => {
  const parameter = taggedParameter(table, input);
  caller.authorize('ssm:RemoveTagsFromResource', parameterResource(table, parameter.name));
  for (const key of input.texts('TagKeys')) parameter.tags.delete(key);
  return {};
};

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ListTagsForResource.html */
export const listTagsForResource: SsmOperation = (table, input, caller) => {
  const parameter = taggedParameter(table, input);
  caller.authorize('ssm:ListTagsForResource', parameterResource(table, parameter.name));
  return { TagList: [...parameter.tags].map(([Key, Value]) => ({ Key, Value })) };
};

function taggedParameter(table: ParameterTable, input: Input): Parameter {
  const type = input.text('ResourceType');
  if (type !== 'Parameter') throw new AwsError('InvalidResourceType', `${type} is not a resource type of this emulator.`);
  try {
    return findParameter(table, input.text('ResourceId'));
  } catch (error) {
    if (error instanceof AwsError && error.code === 'ParameterNotFound') throw new AwsError('InvalidResourceId', '');
    throw error;
  }
}

function checked(item: Input, field: string, max: number): string {
  const text = readInput(item.fields).text(field);
  if (text.length > max)
    throw violated(`tags.${field.toLowerCase()}`, '…', `Member must have length less than or equal to ${max}`);
  if (!letters.test(text))
    throw violated(`tags.${field.toLowerCase()}`, text, `Member must satisfy regular expression pattern: ${letters.source}`);
  return text;
}

function tooMany(): AwsError {
  return new AwsError('TooManyTagsError', `The number of tags exceeds the limit of ${maxTags}.`);
}

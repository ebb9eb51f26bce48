import { AwsError, invalid, violated } from '../aws-error.js';
import type { Input } from '../input.js';
import { readInput } from '../input.js';
import type { Parameter } from './parameter-table.js';
import { newest } from './parameter-table.js';

/** Whether a parameter is among those that were asked for. */
export type ParameterPredicate = (parameter: Parameter) => boolean;

type Comparison = (values: readonly string[], parameter: Parameter) => boolean;

const byText = (read: (parameter: Parameter) => string | undefined): Readonly<Record<string, Comparison>> => ({
  Equals: (values, parameter) => values.includes(read(parameter) ?? ''),
  BeginsWith: (values, parameter) => values.some((value) => read(parameter)?.startsWith(value)),
});

// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterStringFilter.html
const comparisons: Readonly<Record<string, Readonly<Record<string, Comparison>>>> = {
  // With and without its leading slash, a name is the same to this filter.
  Name: {
    Equals: (values, { name }) => values.some((value) => rooted(value) === rooted(name)),
    BeginsWith: (values, { name }) => values.some((value) => rooted(name).startsWith(rooted(value))),
    Contains: (values, { name }) => values.some((value) => name.includes(value)),
  },
  Path: {
    OneLevel: (values, { name }) => values.some((value) => isBelow(value, name) && !rest(value, name).includes('/')),
    Recursive: (values, { name }) => values.some((value) => isBelow(value, name)),
  },
  Type: byText((parameter) => newest(parameter).type),
  KeyId: byText((parameter) => newest(parameter).keyId),
  Tier: byText((parameter) => newest(parameter).tier),
  DataType: byText((parameter) => newest(parameter).dataType),
  Label: { Equals: (values, parameter) => parameter.versions.some(({ labels }) => values.some((value) => labels.has(value))) },
};

const keyPattern = /^(tag:.+|Name|Type|KeyId|Path|Label|Tier|DataType)$/;

/**
 * Reads `ParameterFilters`; a parameter must pass all of them.
 *
 * @throws InvalidFilterKey, InvalidFilterOption, InvalidFilterValue
 */
export function readFilters(input: Input, allowedKeys: readonly string[]): ParameterPredicate {
  const filters = input.items('ParameterFilters').map((filter) => readFilter(filter, allowedKeys));
  return (parameter) => filters.every((passes) => passes(parameter));
}

/** Whether a name lies under a path, at any depth. A name without any slash lies under `/`. */
export function isBelow(path: string, name: string): boolean {
  return rooted(name).startsWith(path.endsWith('/') ? path : `${path}/`);
}

/** The part of a name after its path. */
export function rest(path: string, name: string): string {
  return rooted(name).slice(path.endsWith('/') ? path.length : path.length + 1);
}

function rooted(name: string): string {
  return name.startsWith('/') ? name : `/${name}`;
}

function readFilter(filter: Input, allowedKeys: readonly string[]): ParameterPredicate {
  const { key, values } = readParts(filter);
  if (!keyPattern.test(key)) {
    throw violated('parameterFilters.1.member.key', key, `Member must satisfy regular expression pattern: ${keyPattern.source}`);
  }
  const options = key.startsWith('tag:') ? tagComparisons(key.slice('tag:'.length)) : comparisons[key];
  if (!options || !allowedKeys.includes(key.replace(/:.*/s, ''))) {
    throw new AwsError(
      'InvalidFilterKey',
      `The filter key ${key} is not valid. Valid filter keys include: [${allowedKeys.join(', ')}].`,
    );
  }
  const option = filter.optionalText('Option') ?? (key === 'Path' ? 'OneLevel' : 'Equals');
  const compare = Object.hasOwn(options, option) ? options[option] : undefined;
  if (!compare) throw new AwsError('InvalidFilterOption', `The filter option ${option} is not valid for the key ${key}.`);
  if (key === 'Path') for (const value of values) checkPath(value);
  if (key === 'Type') for (const value of values) checkType(value);
  return (parameter) => compare(values, parameter);
}

function checkType(value: string): void {
  const known = ['String', 'StringList', 'SecureString'];
  if (known.includes(value)) return;
  throw new AwsError(
    'InvalidFilterOption',
    `The following filter value is not valid: ${value}. Valid values include: [${known.join(', ')}].`,
  );
}

function readParts(filter: Input): { key: string; values: readonly string[] } {
  const key = readInput(filter.fields).text('Key');
  const values = filter.texts('Values');
  if (values.length > 50) throw new AwsError('InvalidFilterValue', 'A filter takes at most 50 values.');
  if (values.length === 0 && !key.startsWith('tag:'))
    throw new AwsError('InvalidFilterValue', `The filter ${key} needs a value.`);
  return { key, values };
}

// Without values, the tag only has to be there.
function tagComparisons(tag: string): Readonly<Record<string, Comparison>> {
  const read = ({ tags }: Parameter) => tags.get(tag);
  const { Equals, BeginsWith } = byText(read);
  const orPresent =
    (compare: Comparison): Comparison =>
    (values, parameter) =>
      values.length === 0 ? parameter.tags.has(tag) : parameter.tags.has(tag) && compare(values, parameter);
  return { Equals: orPresent(Equals!), BeginsWith: orPresent(BeginsWith!) };
}

/** @throws ValidationException */
export function checkPath(path: string): void {
  if (/^\/([a-zA-Z0-9_.-]+(\/[a-zA-Z0-9_.-]+)*\/?)?$/.test(path)) return;
  throw invalid(
    'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/". It can\'t be prefixed with "aws" or "ssm" (case-insensitive). It must use only letters, numbers, or the following symbols: . (period), - (hyphen), _ (underscore). Special characters are not allowed. All sub-paths, if specified, must use the forward slash symbol "/".',
  );
}

import { parameterArn } from '../account.js';
import { AwsError, invalid } from '../aws-error.js';

const maxArnLength = 1011;
const maxLevels = 15;
const syntax = 'each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_';
const path = `If formed as a path, it can consist of sub-paths divided by slash symbol; ${syntax}`;

/**
 * The name under which a value is written.
 *
 * The rules stand at https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html under "Name".
 *
 * @throws ValidationException, AccessDeniedException, HierarchyLevelLimitExceededException
 */
export function checkedName(given: string, region: string): string {
  // "Spaces at the beginning or end of a parameter name are removed."
  const name = given.trim();
  checkPrefix(name);
  if (name.includes('/') && !name.startsWith('/')) throw invalid('Parameter name must be a fully qualified name.');
  if (!/^\/?[a-zA-Z0-9_.-]+(\/[a-zA-Z0-9_.-]+)*$/.test(name))
    throw invalid(`Parameter name: can't be prefixed with "ssm" (case-insensitive). ${path}`);
  const levels = name.split('/').length - 1;
  if (levels > maxLevels) {
    throw new AwsError(
      'HierarchyLevelLimitExceededException',
      `Hierarchy level limit exceeded: a parameter name can have a maximum of ${maxLevels} levels.`,
    );
  }
  if (parameterArn(region, name).length > maxArnLength) {
    throw invalid(`Parameter name is too long: with the ARN that precedes it, it can have at most ${maxArnLength} characters.`);
  }
  return name;
}

function checkPrefix(name: string): void {
  const bare = name.replace(/^\/+/, '').toLowerCase();
  if (!bare.startsWith('aws') && !bare.startsWith('ssm')) return;
  const isPath = name.lastIndexOf('/') > 0;
  if (isPath && bare.startsWith('aws'))
    throw new AwsError('AccessDeniedException', `No access to reserved parameter name: ${name}.`);
  throw invalid(
    isPath
      ? `Parameter name: can't be prefixed with "ssm" (case-insensitive). ${path}`
      : 'Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive).',
  );
}

/** What a reading call asks for: a name, and perhaps `:version` or `:label`. */
export interface ParameterReference {
  readonly name: string;
  readonly selector?: string;
}

/**
 * Reads a name, `name:3`, `name:label`, or an ARN with the same endings.
 *
 * @throws ValidationException
 */
export function parseReference(given: string, region: string): ParameterReference {
  const prefix = parameterArn(region, '');
  const isArn = given.startsWith('arn:');
  // Of another account or region: nothing of that name is here.
  if (isArn && !given.startsWith(prefix)) return { name: given };
  const [name = '', selector, ...rest] = (isArn ? `/${given.slice(prefix.length)}` : given.trim()).split(':');
  if (rest.length > 0 || selector === '') {
    throw invalid('Invalid parameter name. Please use correct syntax for referencing a version/label <name>:<version/label>');
  }
  return { name, ...(selector !== undefined && { selector }) };
}

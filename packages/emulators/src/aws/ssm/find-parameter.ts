import { AwsError } from '../aws-error.js';
import { parseReference } from './parameter-name.js';
import type { Parameter, ParameterTable, ParameterVersion } from './parameter-table.js';
import { newest } from './parameter-table.js';

/** A parameter and the version of it that was asked for. */
export interface FoundParameter {
  readonly parameter: Parameter;
  readonly version: ParameterVersion;
  /** As AWS gives it back, with its colon. */
  readonly selector?: string;
}

/** The parameter of this name or ARN, without a version or label. @throws ParameterNotFound */
export function findParameter(table: ParameterTable, given: string): Parameter {
  const { selector } = parseReference(given, table.region);
  if (selector !== undefined) throw new AwsError('ParameterNotFound', '');
  return lookUp(table, given);
}

function lookUp(table: ParameterTable, given: string): Parameter {
  const { name } = parseReference(given, table.region);
  // An ARN has one slash before the name, whether or not the name begins with one.
  const parameter = table.parameters.get(name) ?? (given.startsWith('arn:') ? table.parameters.get(name.slice(1)) : undefined);
  if (!parameter) throw new AwsError('ParameterNotFound', '');
  return parameter;
}

/** The parameter and the version that a reference means. @throws ParameterNotFound, ParameterVersionNotFound */
export function findVersion(table: ParameterTable, given: string): FoundParameter {
  const { selector } = parseReference(given, table.region);
  const parameter = lookUp(table, given);
  if (selector === undefined) return { parameter, version: newest(parameter) };
  const version = selectVersion(parameter, selector);
  if (!version) {
    const [kind, of] = /^\d+$/.test(selector) ? ['version', 'of'] : ['label', 'for parameter'];
    throw new AwsError(
      'ParameterVersionNotFound',
      `Systems Manager could not find ${kind} ${selector} ${of} ${parameter.name}. Verify the ${kind} and try again.`,
    );
  }
  return { parameter, version, selector: `:${selector}` };
}

function selectVersion({ versions }: Parameter, selector: string): ParameterVersion | undefined {
  return /^\d+$/.test(selector)
    ? versions.find(({ version }) => version === Number(selector))
    : versions.find(({ labels }) => labels.has(selector));
}

import { AwsError, invalid, violated } from '../aws-error.js';
import type { Tier } from './parameter-table.js';

const maxBytes: Readonly<Record<Tier, number>> = { Standard: 4096, Advanced: 8192 };

/**
 * The tier that a value goes to.
 *
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html
 *
 * @throws ValidationException when the value does not fit, or an advanced parameter would become a standard one.
 */
export function chooseTier(
  value: string,
  { requested, current, policies }: { requested: string | undefined; current: Tier | undefined; policies: boolean },
): Tier {
  const bytes = Buffer.byteLength(value);
  const tier = tierFor(requested ?? current ?? 'Standard', bytes > maxBytes.Standard || policies || current === 'Advanced');
  if (tier === 'Standard' && current === 'Advanced') {
    throw invalid(
      "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the advanced-parameter tier to the standard-parameter tier.",
    );
  }
  if (tier === 'Standard' && policies) throw invalid('Parameter policies are supported by the advanced-parameter tier only.');
  if (bytes <= maxBytes[tier]) return tier;
  throw invalid(
    tier === 'Standard'
      ? `Standard tier parameters support a maximum parameter value of ${maxBytes.Standard} characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier. For more information, see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html`
      : `Advanced tier parameters support a maximum parameter value of ${maxBytes.Advanced} characters.`,
  );
}

function tierFor(requested: string, needsAdvanced: boolean): Tier {
  if (requested === 'Standard' || requested === 'Advanced') return requested;
  if (requested === 'Intelligent-Tiering') return needsAdvanced ? 'Advanced' : 'Standard';
  throw violated('tier', requested, 'Member must satisfy enum value set: [Standard, Advanced, Intelligent-Tiering]');
}

/** @throws ValidationException, ParameterPatternMismatchException, InvalidAllowedPatternException */
export function checkValue(value: string, allowedPattern: string | undefined): void {
  if (value === '') throw violated('value', '', 'Member must have length greater than or equal to 1.');
  if (/\{\{[\s\S]*\}\}/.test(value)) {
    throw invalid('Parameter value, can\'t nest another parameter. Do not use "{{}}" in the value.');
  }
  if (allowedPattern === undefined || readPattern(allowedPattern).test(value)) return;
  throw new AwsError(
    'ParameterPatternMismatchException',
    `Parameter value, cannot be validated against allowedPattern: ${allowedPattern}`,
  );
}

function readPattern(pattern: string): RegExp {
  try {
    return new RegExp(`^(?:${pattern})$`);
  } catch {
    throw new AwsError('InvalidAllowedPatternException', `The pattern ${pattern} is not a valid regular expression.`);
  }
}

import { secretError } from '@keyrack/core/provider';
import { kind } from './errors.js';
import type { AwsSsmSettings } from './options.js';

const nonEmpty = ['region', 'endpoint', 'profile', 'readRoleArn', 'writeRoleArn', 'kmsKeyId'] as const;

/**
 * Settings that can be meant. The official client takes an empty region for one, and fails at the first call in words of its own.
 *
 * @throws `INVALID_ARGUMENT` for the first option that cannot.
 */
export function checkedSettings(settings: AwsSsmSettings): AwsSsmSettings {
  const { region = 'eu-central-1', endpoint = 'https://ssm.eu-central-1.amazonaws.com' } = settings;
  const empty = nonEmpty.find((name) => settings[name] === '');
  if (empty !== undefined) throw unusable(empty, 'empty. Give it, or leave it out.');
  // It becomes a part of a host.
  if (!/^[a-z0-9-]+$/i.test(region)) throw unusable('region', 'no region of AWS. They look like eu-central-1.');
  if (!/^https?:/.test(endpoint) || !URL.canParse(endpoint))
    throw unusable('endpoint', 'no URL. Write it like https://ssm.eu-central-1.amazonaws.com');
  return settings;
}

function unusable(option: string, why: string): Error {
  return secretError(`\`${option}\` is ${why}`, { code: 'INVALID_ARGUMENT', provider: kind, operation: 'create' });
}

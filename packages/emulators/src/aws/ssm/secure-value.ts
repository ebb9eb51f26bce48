import { AwsError } from '../aws-error.js';
import type { Caller } from '../caller.js';
import type { KmsKey } from '../kms/key-table.js';
import { keyResource } from '../kms/key-table.js';
import type { Parameter, ParameterTable, ParameterVersion, Tier } from './parameter-table.js';
import { contextOf } from './parameter-table.js';

/** The key that Parameter Store uses when none is named. */
export const defaultKey = 'alias/aws/ssm';

/**
 * Encrypts a value under its key, with the permissions of the caller: a standard parameter needs `kms:Encrypt`, an advanced one
 * `kms:GenerateDataKey`. https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html
 *
 * @throws InvalidKeyId, AccessDeniedException
 */
export function encryptValue(
  { keys }: ParameterTable,
  { parameter, value, keyId, tier, caller }: { parameter: Parameter; value: string; keyId: string; tier: Tier; caller: Caller },
): string {
  const sealed = throughKms(() => {
    const key: KmsKey = keys.find(keyId);
    caller.authorize(
      tier === 'Advanced' ? 'kms:GenerateDataKey' : 'kms:Encrypt',
      keyResource(key, [parameter.name, parameter.arn]),
    );
    return keys.encrypt(key, Buffer.from(value), contextOf(parameter));
  }, keyId);
  return sealed.toString('base64');
}

/**
 * What a reading call gets: the plaintext when it asked for decryption and may have it, else what is stored.
 *
 * @throws InvalidKeyId, AccessDeniedException
 */
export function readValue(
  { keys }: ParameterTable,
  { parameter, version, decrypt, caller }: { parameter: Parameter; version: ParameterVersion; decrypt: boolean; caller: Caller },
): string {
  if (version.type !== 'SecureString' || !decrypt) return version.stored;
  const ciphertext = Buffer.from(version.stored, 'base64');
  return throughKms(() => {
    caller.authorize('kms:Decrypt', keyResource(keys.keyOf(ciphertext), [parameter.name, parameter.arn]));
    return keys.decrypt(ciphertext, contextOf(parameter));
  }, version.keyId ?? defaultKey).toString('utf8');
}

// Parameter Store reports every failure of a key under one name; a refusal keeps its own.
function throughKms<T>(work: () => T, keyId: string): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof AwsError) || error.code === 'AccessDeniedException') throw error;
    const reason = error.code === 'NotFoundException' ? `Invalid keyId ${keyId}` : error.message;
    throw new AwsError('InvalidKeyId', `${reason} (Service: Kms, Status Code: 400)`);
  }
}

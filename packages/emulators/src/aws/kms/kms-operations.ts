import { randomBytes } from 'node:crypto';
import { accountId, kmsArn } from '../account.js';
import { AwsError, invalid, violated } from '../aws-error.js';
import type { Caller } from '../caller.js';
import type { Input } from '../input.js';
import type { EncryptionContext } from './ciphertext.js';
import type { KeyTable, KmsKey } from './key-table.js';
import { keyResource } from './key-table.js';

/** One operation of KMS. It throws `AwsError` for every refusal. */
export type KmsOperation = (context: KmsContext, input: Input, caller: Caller) => object;

/** What the operations of KMS work on. */
export interface KmsContext {
  readonly region: string;
  readonly keys: KeyTable;
}

/** KMS, by the names of its API. https://docs.aws.amazon.com/kms/latest/APIReference/API_Operations.html */
export const kmsOperations: Readonly<Record<string, KmsOperation>> = {
  CreateKey({ keys }, input, caller) {
    caller.authorize('kms:CreateKey', ['*']);
    return { KeyMetadata: metadata(keys.create({ description: input.optionalText('Description') ?? '' })) };
  },
  DescribeKey: ({ keys }, input, caller) => ({ KeyMetadata: metadata(keyFor('kms:DescribeKey', keys, input, caller)) }),
  EnableKey: (context, input, caller) => switchKey('kms:EnableKey', context, input, caller),
  DisableKey: (context, input, caller) => switchKey('kms:DisableKey', context, input, caller),
  CreateAlias({ keys, region }, input, caller) {
    const alias = input.text('AliasName');
    if (!/^alias\/[a-zA-Z0-9/_-]+$/.test(alias)) throw invalid(`Invalid alias name: ${alias}`);
    if (alias.startsWith('alias/aws/')) throw new AwsError('NotAuthorizedException', '');
    const key = keys.find(input.text('TargetKeyId'));
    caller.authorize('kms:CreateAlias', [...keyResource(key), kmsArn(region, alias)]);
    keys.addAlias(alias, key.keyId);
    return {};
  },
  ListAliases({ keys, region }, input, caller) {
    caller.authorize('kms:ListAliases', ['*']);
    const wanted = input.has('KeyId') ? keys.find(input.text('KeyId')).keyId : undefined;
    const Aliases = keys
      .aliases()
      .filter(([, { keyId }]) => wanted === undefined || keyId === wanted)
      .map(([alias, { keyId }]) => ({ AliasName: alias, AliasArn: kmsArn(region, alias), TargetKeyId: keyId }));
    return { Aliases, Truncated: false };
  },
  Encrypt({ keys }, input, caller) {
    const key = keyFor('kms:Encrypt', keys, input, caller);
    const plaintext = blob(input, 'Plaintext', { max: 4096 });
    return { CiphertextBlob: keys.encrypt(key, plaintext, contextIn(input)).toString('base64'), ...used(key) };
  },
  Decrypt({ keys }, input, caller) {
    const ciphertext = blob(input, 'CiphertextBlob', { max: 6144 });
    const key = keys.keyOf(ciphertext);
    if (input.has('KeyId') && keys.find(input.text('KeyId')).keyId !== key.keyId) {
      throw new AwsError(
        'IncorrectKeyException',
        'The key ID in the request does not identify a CMK that can perform this operation.',
      );
    }
    caller.authorize('kms:Decrypt', keyResource(key));
    return { Plaintext: keys.decrypt(ciphertext, contextIn(input)).toString('base64'), ...used(key) };
  },
  GenerateDataKey({ keys }, input, caller) {
    const key = keyFor('kms:GenerateDataKey', keys, input, caller);
    const bytes = input.optionalText('KeySpec') === 'AES_128' ? 16 : 32;
    const plaintext = randomBytes(input.number('NumberOfBytes', { min: 1, max: 1024, fallback: bytes }));
    const CiphertextBlob = keys.encrypt(key, plaintext, contextIn(input)).toString('base64');
    return { CiphertextBlob, Plaintext: plaintext.toString('base64'), KeyId: key.arn };
  },
};

function keyFor(action: string, keys: KeyTable, input: Input, caller: Caller): KmsKey {
  const key = keys.find(input.text('KeyId'));
  caller.authorize(action, keyResource(key));
  return key;
}

function switchKey(action: 'kms:EnableKey' | 'kms:DisableKey', { keys }: KmsContext, input: Input, caller: Caller): object {
  keyFor(action, keys, input, caller).enabled = action === 'kms:EnableKey';
  return {};
}

function metadata({ keyId, arn, description, createdAt, manager, enabled }: KmsKey): object {
  return {
    AWSAccountId: accountId,
    KeyId: keyId,
    Arn: arn,
    Description: description,
    CreationDate: createdAt / 1000,
    Enabled: enabled,
    KeyState: enabled ? 'Enabled' : 'Disabled',
    KeyManager: manager,
    KeySpec: 'SYMMETRIC_DEFAULT',
    KeyUsage: 'ENCRYPT_DECRYPT',
    EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
    MultiRegion: false,
    Origin: 'AWS_KMS',
  };
}

function used({ arn }: KmsKey): object {
  return { KeyId: arn, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
}

function blob(input: Input, field: string, { max }: { max: number }): Buffer {
  const bytes = Buffer.from(input.text(field), 'base64');
  if (bytes.byteLength >= 1 && bytes.byteLength <= max) return bytes;
  const name = field.charAt(0).toLowerCase() + field.slice(1);
  throw violated(name, '…', `Member must have length between 1 and ${max}`);
}

function contextIn(input: Input): EncryptionContext {
  const context = input.fields.EncryptionContext ?? {};
  if (typeof context !== 'object') throw new AwsError('SerializationException', 'EncryptionContext is not a map');
  return context as EncryptionContext;
}

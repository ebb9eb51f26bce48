import {
  CreateAliasCommand,
  CreateKeyCommand,
  DecryptCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  ListAliasesCommand,
} from '@aws-sdk/client-kms';
import { GetParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { clientsOf, emulator, refusal } from './emulator-clients.js';

const Plaintext = Buffer.from('hunter2-hunter2');

describe('KMS', () => {
  it('makes keys that are found by id, ARN and alias', async () => {
    const { kms } = clientsOf(await emulator());
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Description: 'shop' }));
    const KeyId = KeyMetadata?.KeyId;
    await kms.send(new CreateAliasCommand({ AliasName: 'alias/shop', TargetKeyId: KeyId }));
    for (const reference of [KeyId, KeyMetadata?.Arn, 'alias/shop', 'arn:aws:kms:us-east-1:111122223333:alias/shop']) {
      const described = await kms.send(new DescribeKeyCommand({ KeyId: reference }));
      expect(described.KeyMetadata).toMatchObject({ KeyId, Description: 'shop', KeyState: 'Enabled', KeyManager: 'CUSTOMER' });
    }
    const { Aliases } = await kms.send(new ListAliasesCommand({}));
    expect(Aliases?.map(({ AliasName }) => AliasName)).toEqual(['alias/aws/ssm', 'alias/shop']);
    const again = new CreateAliasCommand({ AliasName: 'alias/shop', TargetKeyId: KeyId });
    expect(await refusal(kms.send(again))).toMatch(/^400 AlreadyExistsException/);
    expect(await refusal(kms.send(new DescribeKeyCommand({ KeyId: 'alias/none' })))).toMatch(
      /^400 NotFoundException: Alias arn:aws:kms/,
    );
  });

  it('decrypts what it encrypted, in the same context and with the same key', async () => {
    const aws = await emulator();
    const { kms } = clientsOf(aws);
    aws.kms.createKey('alias/a');
    aws.kms.createKey('alias/b');
    const EncryptionContext = { app: 'shop', stage: 'prod' };
    const { CiphertextBlob } = await kms.send(new EncryptCommand({ KeyId: 'alias/a', Plaintext, EncryptionContext }));
    expect(Buffer.from(CiphertextBlob ?? []).includes('hunter2')).toBe(false);
    const decrypt = (more: object) => kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext, ...more }));
    const reordered = { stage: 'prod', app: 'shop' };
    expect(Buffer.from((await decrypt({ EncryptionContext: reordered })).Plaintext ?? [])).toEqual(Plaintext);
    expect(await refusal(decrypt({ EncryptionContext: { app: 'other' } }))).toMatch(/^400 InvalidCiphertextException/);
    expect(await refusal(decrypt({ CiphertextBlob: Buffer.from('garbage') }))).toMatch(/^400 InvalidCiphertextException/);
    expect(await refusal(decrypt({ KeyId: 'alias/b' }))).toMatch(/^400 IncorrectKeyException/);
    await kms.send(new DisableKeyCommand({ KeyId: 'alias/a' }));
    expect(await refusal(decrypt({}))).toMatch(/^400 DisabledException/);
    await kms.send(new EnableKeyCommand({ KeyId: 'alias/a' }));
    aws.deny({ action: 'kms:Decrypt', resource: 'alias/a' });
    expect(await refusal(decrypt({}))).toMatch(/^400 AccessDeniedException/);
  });

  it('makes data keys', async () => {
    const aws = await emulator();
    const { kms } = clientsOf(aws);
    aws.kms.createKey('alias/a');
    const made = await kms.send(new GenerateDataKeyCommand({ KeyId: 'alias/a', KeySpec: 'AES_256' }));
    expect(made.Plaintext).toHaveLength(32);
    expect((await kms.send(new DecryptCommand({ CiphertextBlob: made.CiphertextBlob }))).Plaintext).toEqual(made.Plaintext);
  });
});

describe('keys of parameters', () => {
  it('a disabled key fails the reads that decrypt, under the name of Parameter Store', async () => {
    const aws = await emulator();
    const { ssm } = clientsOf(aws);
    aws.kms.createKey('alias/shop');
    aws.ssm.seed('/p', 'v', { keyId: 'alias/shop' });
    aws.kms.disableKey('alias/shop');
    const read = (WithDecryption: boolean) => ssm.send(new GetParameterCommand({ Name: '/p', WithDecryption }));
    expect(await refusal(read(true))).toMatch(/^400 InvalidKeyId: arn:aws:kms:.* is disabled\./);
    expect((await read(false)).Parameter?.Version).toBe(1);
    const put = new PutParameterCommand({ Name: '/p', Value: 'w', Overwrite: true });
    expect(await refusal(ssm.send(put))).toMatch(/^400 InvalidKeyId/);
    expect(aws.ssm.peek('/p')).toBe('v');
    aws.kms.enableKey('alias/shop');
    expect((await read(true)).Parameter?.Value).toBe('v');
  });

  it('one parameter can be kept from being decrypted', async () => {
    const aws = await emulator();
    const { ssm } = clientsOf(aws);
    for (const name of ['/a', '/b']) aws.ssm.seed(name, 'v');
    aws.deny({ action: 'kms:Decrypt', resource: '/a' });
    const read = (Name: string) => ssm.send(new GetParameterCommand({ Name, WithDecryption: true }));
    expect(await refusal(read('/a'))).toMatch(/^400 AccessDeniedException: .*kms:Decrypt/);
    expect((await read('/b')).Parameter?.Value).toBe('v');
  });
});

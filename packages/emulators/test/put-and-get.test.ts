import {
  DeleteParameterCommand,
  DescribeParametersCommand,
  GetParameterCommand,
  GetParameterHistoryCommand,
  GetParametersCommand,
  PutParameterCommand,
} from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { clientsOf, emulator, refusal } from './emulator-clients.js';

const secure = (Name: string, Value: string, more: object = {}) =>
  new PutParameterCommand({ Name, Value, Type: 'SecureString', ...more });

describe('PutParameter and the reading calls', () => {
  it('keep a value, its versions and what describes it', async () => {
    const aws = await emulator();
    const { ssm } = clientsOf(aws);
    expect(
      await ssm.send(secure('/shop/KEY', 'one', { Description: 'a key', Tags: [{ Key: 'owner', Value: 'me' }] })),
    ).toMatchObject({
      Version: 1,
      Tier: 'Standard',
    });
    await ssm.send(new PutParameterCommand({ Name: '/shop/KEY', Value: 'two', Overwrite: true }));
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: '/shop/KEY', WithDecryption: true }));
    expect(Parameter).toMatchObject({ Name: '/shop/KEY', Value: 'two', Version: 2, Type: 'SecureString', DataType: 'text' });
    const { Parameters: described = [] } = await ssm.send(new DescribeParametersCommand({}));
    expect(described).toMatchObject([
      { Name: '/shop/KEY', KeyId: 'alias/aws/ssm', Version: 2, Description: 'a key', Tier: 'Standard' },
    ]);
    expect(JSON.stringify(described)).not.toContain('two');
    const history = await ssm.send(new GetParameterHistoryCommand({ Name: '/shop/KEY', WithDecryption: true }));
    expect(history.Parameters?.map(({ Version, Value }) => [Version, Value])).toEqual([
      [1, 'one'],
      [2, 'two'],
    ]);
    expect(aws.ssm.peek('/shop/KEY')).toBe('two');
    expect(aws.ssm.describe('/shop/KEY')).toEqual({
      type: 'SecureString',
      tier: 'Standard',
      version: 2,
      keyId: 'alias/aws/ssm',
      description: 'a key',
      tags: { owner: 'me' },
      labels: {},
    });
  });

  it('give ciphertext that does not contain the value to whoever does not ask for decryption', async () => {
    const aws = await emulator();
    const { ssm } = clientsOf(aws);
    aws.ssm.seed('/shop/KEY', 'hunter2-hunter2');
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: '/shop/KEY' }));
    const value = Parameter?.Value ?? '';
    for (const text of [value, Buffer.from(value, 'base64').toString('latin1')]) {
      expect(text).not.toContain('hunter2');
      expect(text).not.toContain(Buffer.from('hunter2-hunter2').toString('base64').slice(0, 12));
    }
  });

  it('answer ten names sorted, and unknown ones apart', async () => {
    const aws = await emulator();
    const { ssm } = clientsOf(aws);
    for (const name of ['/c', '/a', '/b']) aws.ssm.seed(name, `value of ${name}`);
    const answer = await ssm.send(new GetParametersCommand({ Names: ['/c', '/x', '/a', '/b:1', '/b:9'], WithDecryption: true }));
    expect(answer.Parameters?.map(({ Name, Value, Selector }) => [Name, Value, Selector])).toEqual([
      ['/a', 'value of /a', undefined],
      ['/b', 'value of /b', ':1'],
      ['/c', 'value of /c', undefined],
    ]);
    expect(answer.InvalidParameters).toEqual(['/b:9', '/x']);
    const eleven = Array.from({ length: 11 }, (_, index) => `/n${index}`);
    expect(await refusal(ssm.send(new GetParametersCommand({ Names: eleven })))).toMatch(
      /^400 ValidationException: 1 validation error detected: .* at 'names' failed to satisfy constraint: Member must have length less than or equal to 10$/,
    );
  });

  it('find nothing under the ARN of another account', async () => {
    const aws = await emulator();
    const { ssm } = clientsOf(aws);
    aws.ssm.seed('/a', 'v');
    const foreign = 'arn:aws:ssm:us-east-1:999999999999:parameter/a';
    const answer = await ssm.send(new GetParametersCommand({ Names: ['/a', foreign] }));
    expect([answer.Parameters?.length, answer.InvalidParameters]).toEqual([1, [foreign]]);
    expect(await refusal(ssm.send(new GetParameterCommand({ Name: foreign })))).toMatch(/^400 ParameterNotFound/);
  });

  it('take a version where one is read, and nowhere else', async () => {
    const aws = await emulator();
    const { ssm } = clientsOf(aws);
    aws.ssm.seed('/a', 'v');
    expect(await refusal(ssm.send(new DeleteParameterCommand({ Name: '/a:1' })))).toMatch(/^400 ParameterNotFound/);
    expect(aws.ssm.peek('/a')).toBe('v');
  });

  it('know nothing of a deleted parameter', async () => {
    const aws = await emulator();
    const { ssm } = clientsOf(aws);
    aws.ssm.seed('/shop/KEY', 'v');
    await ssm.send(new DeleteParameterCommand({ Name: '/shop/KEY' }));
    expect(await refusal(ssm.send(new DeleteParameterCommand({ Name: '/shop/KEY' })))).toMatch(/^400 ParameterNotFound/);
    expect(await refusal(ssm.send(new GetParameterCommand({ Name: '/shop/KEY' })))).toMatch(/^400 ParameterNotFound/);
    expect(aws.ssm.names()).toEqual([]);
  });
});

import {
  DescribeParametersCommand,
  GetParameterCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  PutParameterCommand,
} from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { clientsOf, emulator, refusal } from './emulator-clients.js';

const denied = (action: string, resource: string) =>
  `400 AccessDeniedException: User: arn:aws:iam::111122223333:user/keyrack is not authorized to perform: ${action} on resource: ${resource} with an explicit deny in an identity-based policy`;

describe('permissions', () => {
  it('one denied name fails the whole batch, and single reads of the others work', async () => {
    const aws = await emulator();
    const { ssm } = clientsOf(aws);
    for (const name of ['/shop/a', '/shop/b']) aws.ssm.seed(name, 'v');
    aws.deny({ action: 'ssm:GetParameter*', resource: '/shop/b' });
    const arn = 'arn:aws:ssm:us-east-1:111122223333:parameter/shop/b';
    const both = new GetParametersCommand({ Names: ['/shop/a', '/shop/b'], WithDecryption: true });
    expect(await refusal(ssm.send(both))).toBe(denied('ssm:GetParameters', arn));
    expect(await refusal(ssm.send(new GetParameterCommand({ Name: '/shop/b:1' })))).toBe(denied('ssm:GetParameter', arn));
    expect((await ssm.send(new GetParameterCommand({ Name: '/shop/a' }))).Parameter?.Version).toBe(1);
    aws.allowAll();
    expect((await ssm.send(both)).Parameters).toHaveLength(2);
  });

  it('a listing by path is authorised against the path alone', async () => {
    const aws = await emulator();
    const { ssm } = clientsOf(aws);
    for (const name of ['/shop/a', '/shop/b']) aws.ssm.seed(name, 'v');
    aws.deny({ action: 'ssm:*', resource: '/shop/b' });
    const list = new GetParametersByPathCommand({ Path: '/shop/', WithDecryption: true });
    expect((await ssm.send(list)).Parameters?.map(({ Name }) => Name)).toEqual(['/shop/a', '/shop/b']);
    aws.deny({ action: 'ssm:GetParametersByPath', resource: '/shop' });
    expect(await refusal(ssm.send(list))).toMatch(/AccessDeniedException/);
  });

  it('without kms:Decrypt a decrypting read is refused, and everything else works', async () => {
    const aws = await emulator();
    const { ssm } = clientsOf(aws);
    aws.ssm.seed('/shop/a', 'v');
    aws.deny({ action: 'kms:Decrypt' });
    const names = { Names: ['/shop/a'] };
    expect(await refusal(ssm.send(new GetParametersCommand({ ...names, WithDecryption: true })))).toMatch(
      /^400 AccessDeniedException: .* kms:Decrypt on resource: arn:aws:kms:us-east-1:111122223333:key\//,
    );
    expect((await ssm.send(new GetParametersCommand(names))).Parameters).toHaveLength(1);
    expect((await ssm.send(new DescribeParametersCommand({}))).Parameters).toHaveLength(1);
    await ssm.send(new PutParameterCommand({ Name: '/shop/a', Value: 'w', Overwrite: true }));
    expect(aws.ssm.peek('/shop/a')).toBe('w');
  });

  it('a value that may not be encrypted is not written', async () => {
    const aws = await emulator();
    const { ssm } = clientsOf(aws);
    const put = (more: object) => ssm.send(new PutParameterCommand({ Name: '/a', Value: 'v', Type: 'SecureString', ...more }));
    aws.deny({ action: 'kms:Encrypt', resource: 'alias/aws/ssm' });
    expect(await refusal(put({}))).toMatch(/^400 AccessDeniedException: .* kms:Encrypt /);
    expect(aws.ssm.names()).toEqual([]);
    expect(await put({ Tier: 'Advanced' })).toMatchObject({ Version: 1, Tier: 'Advanced' });
  });

  it('a rule can be about overwriting alone', async () => {
    const aws = await emulator();
    const { ssm } = clientsOf(aws);
    aws.deny({ action: 'ssm:PutParameter', conditions: { 'ssm:Overwrite': 'true' } });
    const put = (more: object) => ssm.send(new PutParameterCommand({ Name: '/a', Value: 'v', Type: 'String', ...more }));
    expect(await put({})).toMatchObject({ Version: 1 });
    expect(await refusal(put({ Overwrite: true }))).toMatch(/^400 AccessDeniedException: .*ssm:PutParameter/);
  });

  it('rules can be about one login', async () => {
    const aws = await emulator();
    const other = aws.addLogin('other');
    aws.deny({ action: 'ssm:*', accessKeyId: other.accessKeyId });
    const describeAll = new DescribeParametersCommand({});
    expect(await refusal(clientsOf(aws, other).ssm.send(describeAll))).toMatch(/user\/other is not authorized/);
    expect((await clientsOf(aws).ssm.send(describeAll)).Parameters).toEqual([]);
    expect(aws.requests.count({ principal: other.arn })).toBe(1);
  });
});

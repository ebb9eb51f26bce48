import {
  GetParameterCommand,
  GetParameterHistoryCommand,
  LabelParameterVersionCommand,
  PutParameterCommand,
} from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { clientsOf, emulator, refusal } from './emulator-clients.js';

const overwrite = (Value: string, more: object = {}) => new PutParameterCommand({ Name: '/p', Value, Overwrite: true, ...more });

describe('overwriting', () => {
  it('happens on request only', async () => {
    const aws = await emulator();
    const { ssm } = clientsOf(aws);
    aws.ssm.seed('/p', 'one');
    expect(await refusal(ssm.send(overwrite('two', { Overwrite: false })))).toBe(
      '400 ParameterAlreadyExists: The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
    );
    expect(aws.ssm.peek('/p')).toBe('one');
  });

  it('takes no tags', async () => {
    const aws = await emulator();
    const { ssm } = clientsOf(aws);
    const call = ssm.send(overwrite('two', { Type: 'SecureString', Tags: [{ Key: 'a', Value: 'b' }] }));
    expect(await refusal(call)).toMatch(/^400 ValidationException: Invalid request: tags and overwrite can't be used together\./);
  });

  it('keeps the type, and everything that it does not name', async () => {
    const aws = await emulator();
    const { ssm } = clientsOf(aws);
    aws.kms.createKey('alias/shop');
    aws.ssm.seed('/p', 'one', { keyId: 'alias/shop', description: 'a thing', tags: { owner: 'me' }, tier: 'Advanced' });
    expect(await refusal(ssm.send(overwrite('two', { Type: 'String' })))).toMatch(/^400 HierarchyTypeMismatchException/);
    expect(await refusal(ssm.send(overwrite('two', { Tier: 'Standard' })))).toMatch(/^400 ValidationException: .*downgrade/);
    await ssm.send(overwrite('two'));
    expect(aws.ssm.describe('/p')).toEqual({
      type: 'SecureString',
      keyId: 'alias/shop',
      tier: 'Advanced',
      description: 'a thing',
      tags: { owner: 'me' },
      version: 2,
      labels: {},
    });
  });

  it('drops the oldest of a hundred versions, and refuses when that has a label', async () => {
    const aws = await emulator();
    const { ssm } = clientsOf(aws);
    for (let version = 1; version <= 101; version += 1) aws.ssm.seed('/p', `v${version}`);
    expect(await refusal(ssm.send(new GetParameterCommand({ Name: '/p:1' })))).toMatch(/^400 ParameterVersionNotFound/);
    await ssm.send(new LabelParameterVersionCommand({ Name: '/p', ParameterVersion: 2, Labels: ['keep'] }));
    expect(await refusal(ssm.send(overwrite('more')))).toMatch(
      /^400 ParameterMaxVersionLimitExceeded: You attempted to create a new version of \/p .* Version 2, the oldest version, can't be deleted/,
    );
    expect(aws.ssm.peek('/p')).toBe('v101');
    const history = async (NextToken?: string) =>
      ssm.send(new GetParameterHistoryCommand({ Name: '/p', WithDecryption: true, ...(NextToken && { NextToken }) }));
    const first = await history();
    const second = await history(first.NextToken);
    expect([first.Parameters?.length, second.Parameters?.length, second.NextToken]).toEqual([50, 50, undefined]);
    expect(first.Parameters?.[0]).toMatchObject({ Version: 2, Value: 'v2', Labels: ['keep'] });
  });
});

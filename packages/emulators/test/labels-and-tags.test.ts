import {
  AddTagsToResourceCommand,
  GetParameterCommand,
  GetParametersByPathCommand,
  LabelParameterVersionCommand,
  ListTagsForResourceCommand,
  PutParameterCommand,
  RemoveTagsFromResourceCommand,
  UnlabelParameterVersionCommand,
} from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { clientsOf, emulator, refusal } from './emulator-clients.js';

describe('labels and versions', () => {
  it('select a version, by name or by ARN', async () => {
    const aws = await emulator();
    const { ssm } = clientsOf(aws);
    for (const value of ['one', 'two']) aws.ssm.seed('/a/p', value);
    await ssm.send(new LabelParameterVersionCommand({ Name: '/a/p', ParameterVersion: 1, Labels: ['stable'] }));
    const read = async (Name: string) => {
      const { Parameter } = await ssm.send(new GetParameterCommand({ Name, WithDecryption: true }));
      return `${Parameter?.Name} ${Parameter?.Value} ${Parameter?.Selector}`;
    };
    expect(await read('/a/p')).toBe('/a/p two undefined');
    expect(await read('/a/p:1')).toBe('/a/p one :1');
    expect(await read('/a/p:stable')).toBe('/a/p one :stable');
    expect(await read('arn:aws:ssm:us-east-1:111122223333:parameter/a/p:1')).toBe('/a/p one :1');
    expect(await refusal(read('/a/p:9'))).toMatch(
      /^400 ParameterVersionNotFound: Systems Manager could not find version 9 of \/a\/p/,
    );
    expect(await refusal(read('/a/p:none'))).toMatch(/^400 ParameterVersionNotFound: Systems Manager could not find label none/);
    expect(await refusal(read('/a/p:1:2'))).toMatch(/^400 ValidationException: Invalid parameter name/);
    expect(aws.ssm.describe('/a/p')?.labels).toEqual({ stable: 1 });
  });

  it('move from version to version, and unusable ones come back', async () => {
    const aws = await emulator();
    const { ssm } = clientsOf(aws);
    for (const value of ['one', 'two']) aws.ssm.seed('/p', value);
    const label = (Labels: string[], ParameterVersion?: number) =>
      ssm.send(new LabelParameterVersionCommand({ Name: '/p', Labels, ...(ParameterVersion && { ParameterVersion }) }));
    expect(await label(['a', '1st', 'aws-x', 'SSM', 'in valid'], 1)).toMatchObject({
      InvalidLabels: ['1st', 'aws-x', 'SSM', 'in valid'],
      ParameterVersion: 1,
    });
    expect(await label(['a'])).toMatchObject({ InvalidLabels: [], ParameterVersion: 2 });
    expect(aws.ssm.describe('/p')?.labels).toEqual({ a: 2 });
    expect(await refusal(label(['x'.repeat(101)]))).toMatch(/^400 ValidationException/);
    expect(await refusal(label(Array.from({ length: 10 }, (_, index) => `l${index}`)))).toMatch(
      /^400 ParameterVersionLabelLimitExceeded/,
    );
    expect(await refusal(label(['b'], 7))).toMatch(/^400 ParameterVersionNotFound/);
    const unlabel = new UnlabelParameterVersionCommand({ Name: '/p', ParameterVersion: 2, Labels: ['a', 'b'] });
    expect(await ssm.send(unlabel)).toMatchObject({ RemovedLabels: ['a'], InvalidLabels: ['b'] });
  });

  it('filter a listing by path', async () => {
    const aws = await emulator();
    const { ssm } = clientsOf(aws);
    for (const name of ['/a/p', '/a/q']) aws.ssm.seed(name, 'v');
    await ssm.send(new LabelParameterVersionCommand({ Name: '/a/q', Labels: ['live'] }));
    const filter = { Path: '/a', ParameterFilters: [{ Key: 'Label', Values: ['live'] }] };
    const { Parameters } = await ssm.send(new GetParametersByPathCommand(filter));
    expect(Parameters?.map(({ Name }) => Name)).toEqual(['/a/q']);
  });
});

describe('tags', () => {
  it('are added, listed and removed apart from the value', async () => {
    const aws = await emulator();
    const { ssm } = clientsOf(aws);
    aws.ssm.seed('/p', 'v');
    const resource = { ResourceType: 'Parameter', ResourceId: '/p' } as const;
    const add = (Tags: { Key: string; Value: string }[]) => ssm.send(new AddTagsToResourceCommand({ ...resource, Tags }));
    await add([{ Key: 'owner', Value: 'me' }]);
    await add([
      { Key: 'owner', Value: 'you' },
      { Key: 'team', Value: '' },
    ]);
    const { TagList } = await ssm.send(new ListTagsForResourceCommand(resource));
    expect(TagList).toEqual([
      { Key: 'owner', Value: 'you' },
      { Key: 'team', Value: '' },
    ]);
    await ssm.send(new RemoveTagsFromResourceCommand({ ...resource, TagKeys: ['team', 'none'] }));
    expect(aws.ssm.describe('/p')?.tags).toEqual({ owner: 'you' });
    expect(await refusal(add([{ Key: 'aws:x', Value: '' }]))).toMatch(/^400 ValidationException/);
    expect(await refusal(add(Array.from({ length: 50 }, (_, index) => ({ Key: `k${index}`, Value: '' }))))).toMatch(
      /^400 TooManyTagsError/,
    );
    const other = new ListTagsForResourceCommand({ ...resource, ResourceId: '/none' });
    expect(await refusal(ssm.send(other))).toMatch(/^400 InvalidResourceId/);
  });

  it('need a permission of their own on creation', async () => {
    const aws = await emulator();
    const { ssm } = clientsOf(aws);
    aws.deny({ action: 'ssm:AddTagsToResource' });
    const put = (more: object) => ssm.send(new PutParameterCommand({ Name: '/p', Value: 'v', Type: 'String', ...more }));
    expect(await refusal(put({ Tags: [{ Key: 'a', Value: 'b' }] }))).toMatch(
      /^400 AccessDeniedException: .*ssm:AddTagsToResource/,
    );
    expect(await put({})).toMatchObject({ Version: 1 });
  });
});

import type { ParameterStringFilter } from '@aws-sdk/client-ssm';
import { DeleteParametersCommand, DescribeParametersCommand, GetParametersByPathCommand } from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { clientsOf, emulator, refusal } from './emulator-clients.js';

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `/n/${String(index).padStart(3, '0')}`);

async function shop() {
  const aws = await emulator();
  aws.kms.createKey('alias/shop');
  aws.ssm.seed('/shop/api/KEY', 'v', { tags: { owner: 'me' } });
  aws.ssm.seed('/shop/api/URL', 'v', { type: 'String' });
  aws.ssm.seed('/shop/TOP', 'v', { keyId: 'alias/shop', tags: { owner: 'you' } });
  aws.ssm.seed('/shopping', 'v', { tier: 'Advanced' });
  aws.ssm.seed('bare', 'v');
  return aws;
}

describe('DescribeParameters', () => {
  it.each<[string, ParameterStringFilter, string[]]>([
    ['Name Equals', { Key: 'Name', Option: 'Equals', Values: ['/shop/TOP', '/none'] }, ['/shop/TOP']],
    ['Name without an option', { Key: 'Name', Values: ['/shopping'] }, ['/shopping']],
    [
      'Name BeginsWith',
      { Key: 'Name', Option: 'BeginsWith', Values: ['/shop/'] },
      ['/shop/TOP', '/shop/api/KEY', '/shop/api/URL'],
    ],
    ['Name Contains', { Key: 'Name', Option: 'Contains', Values: ['api'] }, ['/shop/api/KEY', '/shop/api/URL']],
    ['Path OneLevel', { Key: 'Path', Option: 'OneLevel', Values: ['/shop'] }, ['/shop/TOP']],
    ['Path Recursive', { Key: 'Path', Option: 'Recursive', Values: ['/shop/'] }, ['/shop/TOP', '/shop/api/KEY', '/shop/api/URL']],
    ['Path of everything', { Key: 'Path', Option: 'OneLevel', Values: ['/'] }, ['/shopping', 'bare']],
    ['Name without its slash', { Key: 'Name', Values: ['shopping', '/bare'] }, ['/shopping', 'bare']],
    ['Type', { Key: 'Type', Values: ['String'] }, ['/shop/api/URL']],
    ['KeyId', { Key: 'KeyId', Values: ['alias/shop'] }, ['/shop/TOP']],
    ['Tier', { Key: 'Tier', Values: ['Advanced'] }, ['/shopping']],
    ['a tag', { Key: 'tag:owner', Values: ['me'] }, ['/shop/api/KEY']],
    ['a tag of any value', { Key: 'tag:owner' }, ['/shop/TOP', '/shop/api/KEY']],
  ])('filters by %s', async (_, filter, expected) => {
    const { ssm } = clientsOf(await shop());
    const { Parameters = [] } = await ssm.send(new DescribeParametersCommand({ ParameterFilters: [filter] }));
    expect(Parameters.map(({ Name }) => Name)).toEqual(expected);
  });

  it.each<[ParameterStringFilter, RegExp]>([
    [{ Key: 'Colour', Values: ['red'] }, /^400 ValidationException: .* regular expression pattern/],
    [{ Key: 'Type', Values: ['Secret'] }, /^400 InvalidFilterOption: The following filter value is not valid: Secret/],
    [{ Key: 'Label', Values: ['live'] }, /^400 InvalidFilterKey/],
    [{ Key: 'Type', Option: 'Recursive', Values: ['String'] }, /^400 InvalidFilterOption/],
    [{ Key: 'Name', Values: [] }, /^400 InvalidFilterValue/],
    [{ Key: 'Path', Values: ['shop'] }, /^400 ValidationException/],
  ])('refuses %j', async (filter, expected) => {
    const { ssm } = clientsOf(await emulator());
    expect(await refusal(ssm.send(new DescribeParametersCommand({ ParameterFilters: [filter] })))).toMatch(expected);
  });

  it('gives fifty a page, and an empty page with a token', async () => {
    const aws = await emulator();
    const { ssm } = clientsOf(aws);
    for (const name of numbered(120)) aws.ssm.seed(name, 'v', { type: 'String' });
    const sizes: number[] = [];
    const names: string[] = [];
    let NextToken: string | undefined;
    do {
      const page = await ssm.send(new DescribeParametersCommand(NextToken ? { NextToken } : {}));
      sizes.push(page.Parameters?.length ?? -1);
      names.push(...(page.Parameters ?? []).map(({ Name = '' }) => Name));
      NextToken = page.NextToken;
    } while (NextToken);
    expect(sizes).toEqual([50, 0, 50, 20]);
    expect(names).toEqual(numbered(120));
    const refused = (input: object) => refusal(ssm.send(new DescribeParametersCommand(input)));
    expect(await refused({ NextToken: 'other' })).toMatch(/^400 InvalidNextToken/);
    expect(await refused({ MaxResults: 51 })).toMatch(
      /^400 ValidationException: .* Member must have value less than or equal to 50$/,
    );
  });
});

describe('GetParametersByPath', () => {
  it('gives ten a page, one level or all of them', async () => {
    const aws = await emulator();
    const { ssm } = clientsOf(aws);
    for (const name of numbered(12)) aws.ssm.seed(name, 'v');
    aws.ssm.seed('/n/deep/er', 'v');
    const page = (input: object) => ssm.send(new GetParametersByPathCommand({ Path: '/n', ...input }));
    const first = await page({ WithDecryption: true });
    expect(first.Parameters?.map(({ Value }) => Value)).toEqual(Array.from({ length: 10 }, () => 'v'));
    const empty = await page({ NextToken: first.NextToken });
    expect(empty).toMatchObject({ Parameters: [], NextToken: expect.any(String) });
    const last = await page({ NextToken: empty.NextToken });
    expect([last.Parameters?.length, last.NextToken]).toEqual([2, undefined]);
    const deep = await ssm.send(new GetParametersByPathCommand({ Path: '/n/deep', Recursive: true }));
    expect(deep.Parameters).toHaveLength(1);
    expect(await refusal(page({ MaxResults: 11 }))).toMatch(/^400 ValidationException/);
    expect(await refusal(page({ Path: 'n' }))).toMatch(/^400 ValidationException: The parameter doesn't meet the parameter name/);
    const none = await page({ Path: '/none' });
    expect(none.Parameters).toEqual([]);
  });
});

describe('DeleteParameters', () => {
  it('names what was not there', async () => {
    const aws = await shop();
    const { ssm } = clientsOf(aws);
    const answer = await ssm.send(new DeleteParametersCommand({ Names: ['/shopping', '/none'] }));
    expect(answer).toMatchObject({ DeletedParameters: ['/shopping'], InvalidParameters: ['/none'] });
    expect(aws.ssm.names()).not.toContain('/shopping');
  });
});

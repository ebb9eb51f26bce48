import { DescribeParametersCommand } from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { clientsOf, emulator, refusal } from './emulator-clients.js';

// Properties of every object, which a table of names must not take for entries of its own.
describe.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('the name %s', (name) => {
  it('is no service', async () => {
    const aws = await emulator();
    const answer = await fetch(aws.url, { method: 'POST', headers: { 'x-amz-target': `${name}.GetParameter` }, body: '{}' });
    expect([answer.status, (await answer.json()).__type]).toEqual([400, 'UnknownOperationException']);
    expect(aws.requests.entries.map(({ service }) => service)).toEqual(['unknown']);
  });

  it('is no way to filter', async () => {
    const aws = await emulator();
    const ParameterFilters = [{ Key: 'Type', Option: name, Values: ['String'] }];
    expect(await refusal(clientsOf(aws).ssm.send(new DescribeParametersCommand({ ParameterFilters })))).toBe(
      `400 InvalidFilterOption: The filter option ${name} is not valid for the key Type.`,
    );
  });

  it('is no header that was sent', async () => {
    const aws = await emulator();
    const authorization = `AWS4-HMAC-SHA256 Credential=${aws.credentials.accessKeyId}/20250101/us-east-1/ssm/aws4_request, SignedHeaders=host;${name}, Signature=${'0'.repeat(64)}`;
    const headers = { 'x-amz-target': 'AmazonSSM.GetParameter', 'x-amz-date': '20250101T000000Z', authorization };
    const answer = await fetch(aws.url, { method: 'POST', headers, body: '{}' });
    expect([answer.status, (await answer.json()).__type]).toEqual([400, 'InvalidSignatureException']);
  });

  it('is no condition of a call', async () => {
    const aws = await emulator();
    aws.deny({ action: 'ssm:*', conditions: { [name]: '*' } });
    expect((await clientsOf(aws).ssm.send(new DescribeParametersCommand({}))).Parameters).toEqual([]);
  });
});

import { DescribeParametersCommand, GetParameterCommand, GetParametersCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { clientsOf, emulator, refusal } from './emulator-clients.js';

const read = () => new GetParameterCommand({ Name: '/shop/KEY', WithDecryption: true });

describe('faults', () => {
  it.each([
    ['unauthenticated', /^400 UnrecognizedClientException: The security token included in the request is invalid\.$/],
    [
      'forbidden',
      /^400 AccessDeniedException: User: arn:aws:iam::111122223333:user\/keyrack is not authorized to perform: ssm:GetParameter /,
    ],
    ['rate-limited', /^400 ThrottlingException: Rate exceeded$/],
    ['unavailable', /^500 InternalServerError/],
    ['malformed-body', /SyntaxError/],
    ['truncated-body', /SyntaxError/],
    ['connection-reset', /ECONNRESET|socket hang up/],
    ['drop-after-apply', /ECONNRESET|socket hang up/],
  ] as const)('%s', async (kind, expected) => {
    const aws = await emulator({ faults: [{ kind }] });
    aws.ssm.seed('/shop/KEY', 'v');
    const { ssm } = clientsOf(aws);
    expect(await refusal(ssm.send(read()))).toMatch(expected);
    aws.clearFaults();
    expect((await ssm.send(read())).Parameter?.Value).toBe('v');
    expect(aws.requests.entries.map(({ fault }) => fault)).toEqual([kind, undefined]);
  });

  it('forbidden-batch leaves single reads alone', async () => {
    const aws = await emulator();
    const { ssm } = clientsOf(aws);
    aws.ssm.seed('/shop/KEY', 'v');
    aws.fault('forbidden-batch');
    expect(await refusal(ssm.send(new GetParametersCommand({ Names: ['/shop/KEY'] })))).toMatch(/^400 AccessDeniedException/);
    expect((await ssm.send(read())).Parameter?.Value).toBe('v');
  });

  it('native answers with an error of the service', async () => {
    const aws = await emulator();
    const { ssm, sts } = clientsOf(aws);
    aws.fault('native', { code: 'TooManyUpdates', operation: 'PutParameter' });
    const put = new PutParameterCommand({ Name: '/a', Value: 'v', Type: 'String' });
    expect(await refusal(ssm.send(put))).toMatch(/^400 TooManyUpdates/);
    aws.fault('native', { code: 'InternalFailure', operation: 'GetCallerIdentity' });
    expect(await refusal(sts.send(new GetCallerIdentityCommand({})))).toMatch(/^500 InternalFailure/);
  });

  it('slow waits until the client gives up, and then does nothing', async () => {
    const aws = await emulator();
    const { ssm } = clientsOf(aws);
    aws.fault('slow', { operation: 'PutParameter' });
    const gaveUp = AbortSignal.timeout(20);
    const put = ssm.send(new PutParameterCommand({ Name: '/a', Value: 'v', Type: 'String' }), { abortSignal: gaveUp });
    expect(await refusal(put)).toMatch(/AbortError/);
    expect(aws.ssm.names()).toEqual([]);
  });

  it('drop-after-apply writes and says nothing', async () => {
    const aws = await emulator();
    const { ssm } = clientsOf(aws);
    aws.fault('drop-after-apply', { times: 1 });
    expect(await refusal(ssm.send(new PutParameterCommand({ Name: '/a', Value: 'v', Type: 'String' })))).toMatch(
      /ECONNRESET|hang up/,
    );
    expect(aws.ssm.peek('/a')).toBe('v');
    expect(aws.requests.entries).toMatchObject([{ operation: 'PutParameter', fault: 'drop-after-apply' }]);
    expect(aws.requests.entries[0]).not.toHaveProperty('status');
  });

  it('meet as many calls as planned, of the operations and names that were planned', async () => {
    const aws = await emulator();
    const { ssm } = clientsOf(aws);
    aws.ssm.seed('/shop/KEY', 'v');
    aws.fault('rate-limited', { times: 2, operation: 'GetParameter', names: ['/shop/KEY'] });
    await ssm.send(new DescribeParametersCommand({}));
    expect(await refusal(ssm.send(new GetParameterCommand({ Name: '/other' })))).toMatch(/ParameterNotFound/);
    expect(await refusal(ssm.send(read()))).toMatch(/ThrottlingException/);
    expect(await refusal(ssm.send(read()))).toMatch(/ThrottlingException/);
    expect((await ssm.send(read())).Parameter?.Value).toBe('v');
    expect(aws.requests.count()).toBe(5);
    expect(aws.requests.count({ operation: 'GetParameter' })).toBe(4);
    expect(aws.requests.count({ status: 200 })).toBe(2);
    expect(aws.requests.find({ status: 200, operation: 'GetParameter' })).toMatchObject([
      { service: 'ssm', names: ['/shop/KEY'], accessKeyId: aws.credentials.accessKeyId },
    ]);
  });
});

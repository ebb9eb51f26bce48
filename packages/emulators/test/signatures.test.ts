import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { clientsOf, emulator, refusal } from './emulator-clients.js';

const read = () => new GetParameterCommand({ Name: '/p' });

describe('signatures', () => {
  it('refuse an unknown key, a wrong secret and a foreign session token, each in its own words', async () => {
    const aws = await emulator();
    aws.ssm.seed('/p', 'v');
    const { credentials } = aws;
    const withKeys = (keys: object) => clientsOf(aws, { ...credentials, ...keys });
    expect(await refusal(withKeys({ accessKeyId: 'AKIAUNKNOWN' }).ssm.send(read()))).toBe(
      '400 UnrecognizedClientException: The security token included in the request is invalid.',
    );
    expect(await refusal(withKeys({ secretAccessKey: 'wrong' }).ssm.send(read()))).toMatch(
      /^400 InvalidSignatureException: The request signature we calculated does not match the signature you provided\./,
    );
    expect(await refusal(withKeys({ sessionToken: 'foreign' }).ssm.send(read()))).toMatch(/^400 UnrecognizedClientException/);
    const identity = new GetCallerIdentityCommand({});
    expect(await refusal(withKeys({ accessKeyId: 'AKIAUNKNOWN' }).sts.send(identity))).toMatch(/^403 InvalidClientTokenId/);
    expect(await refusal(withKeys({ secretAccessKey: 'wrong' }).sts.send(identity))).toMatch(/^403 SignatureDoesNotMatch/);
    expect(aws.requests.count((request) => request.status === 200)).toBe(0);
  });

  it('cover the body: what was altered on its way is refused', async () => {
    const aws = await emulator();
    aws.ssm.seed('/p', 'v');
    const { ssm } = clientsOf(aws);
    ssm.middlewareStack.add(
      (next) => (args) => {
        const request = args.request as { body: Uint8Array };
        request.body = new TextEncoder().encode(new TextDecoder().decode(request.body).replace('/p', '/q'));
        return next(args);
      },
      // After signing.
      { step: 'finalizeRequest', priority: 'low', name: 'alter' },
    );
    expect(await refusal(ssm.send(read()))).toMatch(/^400 InvalidSignatureException/);
  });

  it('grow old by the system’s clock', async () => {
    const aws = await emulator();
    aws.ssm.seed('/p', 'v');
    aws.clock.advance(3_600_000);
    const { ssm } = clientsOf(aws);
    expect((await ssm.send(read())).Parameter?.Version).toBe(1);
    ssm.config.systemClockOffset = -16 * 60_000;
    expect(await refusal(ssm.send(read()))).toMatch(/^400 InvalidSignatureException: Signature expired/);
  });

  it('are tied to a service and to a region with parameters of its own', async () => {
    const aws = await emulator();
    aws.ssmIn('eu-central-1').seed('/p', 'there');
    const { ssm } = clientsOf(aws);
    expect(await refusal(ssm.send(read()))).toMatch(/^400 ParameterNotFound/);
    const there = clientsOf({ ...aws, credentials: { ...aws.credentials, region: 'eu-central-1' } });
    const { Parameter } = await there.ssm.send(new GetParameterCommand({ Name: '/p', WithDecryption: true }));
    expect([Parameter?.Value, Parameter?.ARN]).toEqual(['there', 'arn:aws:ssm:eu-central-1:111122223333:parameter/p']);
  });
});

describe('the wire', () => {
  const post = (url: string, headers: Record<string, string>, body = '{}') => fetch(url, { method: 'POST', headers, body });
  const target = { 'x-amz-target': 'AmazonSSM.GetParameter', 'content-type': 'application/x-amz-json-1.1' };

  it('refuses what nobody signed, in the format of the service', async () => {
    const aws = await emulator();
    const answer = await post(aws.url, target);
    expect([answer.status, answer.headers.get('content-type'), await answer.json()]).toEqual([
      400,
      'application/x-amz-json-1.1',
      { __type: 'MissingAuthenticationToken', message: 'Missing Authentication Token' },
    ]);
    const basic = await post(aws.url, { ...target, authorization: 'Basic eDp5' });
    expect(await basic.json()).toMatchObject({ __type: 'IncompleteSignature' });
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const xml = await post(aws.url, form, 'Action=GetCallerIdentity&Version=2011-06-15');
    expect([xml.status, xml.headers.get('content-type')]).toEqual([403, 'text/xml']);
    expect(await xml.text()).toMatch(
      /^<ErrorResponse xmlns="https:\/\/sts\.amazonaws\.com\/doc\/2011-06-15\/"><Error><Type>Sender<\/Type><Code>MissingAuthenticationToken<\/Code>/,
    );
  });

  it('refuses operations that it does not know', async () => {
    const aws = await emulator();
    for (const headers of [{}, { 'x-amz-target': 'Other.Thing' }]) {
      expect(await (await post(aws.url, headers)).json()).toMatchObject({ __type: 'UnknownOperationException' });
    }
    expect((await fetch(`${aws.url}/path`)).status).toBe(400);
    const { ssm } = clientsOf(aws);
    ssm.middlewareStack.add(
      (next) => (args) => {
        const { headers } = args.request as { headers: Record<string, string> };
        headers['x-amz-target'] = 'AmazonSSM.toString';
        return next(args);
      },
      { step: 'build' },
    );
    expect(await refusal(ssm.send(read()))).toMatch(/^400 UnknownOperationException/);
  });

  it('never keeps a value or a credential in the log', async () => {
    const aws = await emulator();
    aws.ssm.seed('/p', 'canary-value');
    await clientsOf(aws).ssm.send(new GetParameterCommand({ Name: '/p', WithDecryption: true }));
    const log = JSON.stringify(aws.requests.entries);
    expect(log).toContain('/p');
    expect(log).not.toContain('canary-value');
    expect(log).not.toContain(aws.credentials.secretAccessKey);
  });
});

import { DescribeParametersCommand } from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { createClock } from '../src/kit/index.js';
import { clientsOf, emulator, refusal } from './emulator-clients.js';

describe('startAwsEmulator', () => {
  it('is ready in well under a second, with all that a client needs', async () => {
    const before = performance.now();
    const aws = await emulator({ region: 'eu-west-1' });
    expect(performance.now() - before).toBeLessThan(500);
    expect(aws.env).toEqual({
      AWS_ENDPOINT_URL: aws.url,
      AWS_REGION: 'eu-west-1',
      AWS_DEFAULT_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: aws.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: aws.credentials.secretAccessKey,
      AWS_EC2_METADATA_DISABLED: 'true',
    });
    expect(aws.url).toBe(`http://127.0.0.1:${aws.port}`);
  });

  it('is empty again after a reset, with the same logins', async () => {
    const aws = await emulator();
    const { ssm } = clientsOf(aws);
    aws.ssm.seed('/p', 'v');
    aws.kms.createKey('alias/shop');
    aws.deny({ action: '*' });
    aws.fault('unavailable');
    await refusal(ssm.send(new DescribeParametersCommand({})));
    aws.reset();
    expect((await ssm.send(new DescribeParametersCommand({}))).Parameters).toEqual([]);
    expect(aws.requests.count()).toBe(1);
    aws.kms.createKey('alias/shop');
    expect(aws.ssm.peek('/p')).toBeUndefined();
  });

  it('throttles each service on its own', async () => {
    const aws = await emulator({ tps: 1, clock: createClock({ startAt: 0 }) });
    const { ssm } = clientsOf(aws);
    await ssm.send(new DescribeParametersCommand({}));
    expect(await refusal(ssm.send(new DescribeParametersCommand({})))).toBe('400 ThrottlingException: Rate exceeded');
    aws.clock.advance(1000);
    expect((await ssm.send(new DescribeParametersCommand({}))).Parameters).toEqual([]);
  });

  it('seeds what AWS would take, and nothing else', async () => {
    const aws = await emulator();
    expect(() => aws.ssm.seed('/a b', 'v')).toThrow("Parameter name: can't be prefixed");
    aws.ssm.seed('/large', 'x'.repeat(5000), { type: 'String' });
    expect(aws.ssm.describe('/large')).toMatchObject({ tier: 'Advanced', type: 'String' });
    expect(aws.ssm.peek('/large')).toHaveLength(5000);
    aws.ssm.remove('/large');
    aws.ssm.remove('/large');
    expect(aws.ssm.describe('/large')).toBeUndefined();
  });
});

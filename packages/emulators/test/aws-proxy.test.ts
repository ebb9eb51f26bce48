import { SSM } from '@aws-sdk/client-ssm';
import { expect, it, onTestFinished } from 'vitest';
import { startAwsEmulator, startAwsProxy } from '../src/index.js';

async function setUp() {
  const aws = await startAwsEmulator();
  const proxy = await startAwsProxy(aws.url);
  const ssm = new SSM({ endpoint: proxy.url, region: aws.credentials.region, credentials: aws.credentials, maxAttempts: 1 });
  onTestFinished(async () => {
    ssm.destroy();
    await proxy.close();
    await aws.close();
  });
  return { aws, proxy, ssm };
}

it('lets the other server answer, refusals and signatures included', async () => {
  const { aws, proxy, ssm } = await setUp();
  aws.ssm.seed('/KEY', 'vålue');
  const { Parameter } = await ssm.getParameter({ Name: '/KEY', WithDecryption: true });
  expect(Parameter?.Value).toBe('vålue');
  await expect(ssm.getParameter({ Name: '/MISSING' })).rejects.toMatchObject({ name: 'ParameterNotFound' });
  expect(proxy.requests.count({ service: 'ssm', operation: 'GetParameter' })).toBe(2);
  expect(aws.requests.count()).toBe(2);
});

it('breaks what the other server would have answered', async () => {
  const { aws, proxy, ssm } = await setUp();
  proxy.fault('rate-limited', { times: 1 });
  await expect(ssm.getParameter({ Name: '/KEY' })).rejects.toMatchObject({ name: 'ThrottlingException' });
  expect(aws.requests.count()).toBe(0);
  proxy.fault('drop-after-apply', { times: 1 });
  await expect(ssm.putParameter({ Name: '/KEY', Value: 'v', Type: 'SecureString' })).rejects.toThrow();
  expect(aws.ssm.peek('/KEY')).toBe('v');
});

import { startHttpServer } from '@keyrack/emulators/kit';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createAwsSsm } from '../src/index.js';

const canary = 'cAnArY-foreign-42';
const key = { path: ['KEY'] };

/** A provider, by way of the official client, over a server that answers each call as it is told. */
async function providerOver(answers: Readonly<Record<string, unknown>>, { status = 200, location = '' } = {}) {
  const server = await startHttpServer({
    async answer({ headers }) {
      const operation = (headers['x-amz-target'] ?? '').replace('AmazonSSM.', '');
      return {
        status,
        headers: { 'content-type': 'application/x-amz-json-1.1', location },
        body: JSON.stringify(answers[operation] ?? {}),
      };
    },
  });
  onTestFinished(() => server.close());
  const credentials = async () => ({ accessKeyId: 'AKIA0000000000000000', secretAccessKey: 'x' });
  return createAwsSsm({ region: 'us-east-1', endpoint: server.url, prefix: '/shop', credentials });
}

const parameter = { Name: '/shop/KEY', Value: canary, Version: 1, Type: 'SecureString' };

describe('an answer about something else', () => {
  it.each<[string, object]>([
    ['another name', { Name: '/shop/OTHER' }],
    ['a name that only ends like it', { Name: '/other/shop/KEY' }],
    ['no name', { Name: undefined }],
    ['a number in place of text', { Value: 12_345 }],
    ['an object in place of text', { Value: { a: canary } }],
    ['no value', { Value: undefined }],
    ['a version that is text', { Version: 'three' }],
  ])('(%s) is never a value, and never absence', async (_, change) => {
    const Parameter = { ...parameter, ...change };
    const provider = await providerOver({ GetParameter: { Parameter }, GetParameters: { Parameters: [Parameter] } });
    const refused = { code: 'UNAVAILABLE', message: expect.stringContaining('Look at `endpoint` and proxies') };
    const alone: unknown = await provider.get(key).catch((error: unknown) => error);
    expect(alone).toMatchObject(refused);
    expect(String(alone)).not.toContain(canary);
    await expect(provider.get(key, { version: '1' })).rejects.toMatchObject(refused);
    await expect(provider.rollback(key, '1')).rejects.toMatchObject(refused);
    const batch = await provider.getMany([key, { path: ['MORE'] }]).catch((error: unknown) => [{ error }]);
    expect(batch[0]).toMatchObject({ error: { code: 'UNAVAILABLE' } });
  });

  it('is no status, no history and no listing either', async () => {
    const stranger = { Parameters: [{ Name: '/shop/OTHER', Version: 1 }] };
    const outside = { Parameters: [{ Name: '/elsewhere/KEY', Version: 1 }] };
    const provider = await providerOver({ DescribeParameters: stranger, GetParameterHistory: stranger });
    const refused = { code: 'UNAVAILABLE' };
    await expect(provider.status(key)).rejects.toMatchObject(refused);
    await expect(provider.versions(key)[Symbol.asyncIterator]().next()).rejects.toMatchObject(refused);
    const listing = (await providerOver({ DescribeParameters: outside })).list([])[Symbol.asyncIterator]();
    await expect(listing.next()).rejects.toMatchObject(refused);
    const wrong = await providerOver({ GetParameter: { Parameter: { Name: '/aws/service/other', Version: 1 } } });
    await expect(wrong.status({ reference: '/aws/service/KEY' })).rejects.toMatchObject(refused);
  });

  it('has to be told from one that names it otherwise', async () => {
    const ARN = 'arn:aws:ssm:us-east-1:111122223333:parameter/shop/KEY';
    for (const [answer, asked] of [
      [{ ...parameter, ARN }, { reference: ARN }],
      [{ ...parameter, Name: ARN, ARN }, { reference: ARN }],
      [{ ...parameter, ARN }, { reference: '/shop/KEY' }],
      [{ ...parameter, Name: 'KEY' }, { reference: '/KEY' }],
      [{ ...parameter, Name: '/KEY' }, { reference: 'KEY' }],
    ] as const) {
      const provider = await providerOver({ GetParameter: { Parameter: answer } });
      expect(await provider.get(asked)).toEqual({ value: canary, version: '1' });
    }
    const other = ARN.replace('111122223333', '444455556666');
    const provider = await providerOver({ GetParameter: { Parameter: { ...parameter, ARN } } });
    await expect(provider.get({ reference: other })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });
});

describe('a redirect', () => {
  it.each([301, 302, 307, 308])('%i is not followed, and is told as what it is', async (status) => {
    const provider = await providerOver({}, { status, location: 'http://127.0.0.1:9/' });
    for (const call of [() => provider.get(key), () => provider.status(key), () => provider.set(key, canary)])
      await expect(call()).rejects.toMatchObject({
        code: 'UNAVAILABLE',
        message: expect.stringMatching(/sends elsewhere.*address.*proxies/),
      });
  });
});

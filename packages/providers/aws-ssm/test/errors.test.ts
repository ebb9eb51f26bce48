import { describe, expect, it } from 'vitest';
import { createAwsSsm } from '../src/index.js';
import { nativeError, structuralClient } from './structural-client.js';

const rejection = (error: Error): Promise<unknown> => {
  const client = structuralClient({ getParameter: () => Promise.reject(error) });
  return createAwsSsm({ client })
    .get({ path: ['KEY'] })
    .catch((thrown: unknown) => thrown);
};

describe('a native error', () => {
  it.for([
    ['AccessDeniedException', 400, 'PERMISSION_DENIED', /KMS key of the value\. Ask for it\.$/],
    ['SyntaxError', 403, 'PERMISSION_DENIED', /lacks the permission .*Ask for it\.$/],
    ['ExpiredTokenException', 400, 'UNAUTHENTICATED', /the login has expired\. Log in again\.$/],
    ['UnrecognizedClientException', 400, 'UNAUTHENTICATED', /does not know these keys/],
    ['CredentialsProviderError', undefined, 'UNAUTHENTICATED', /found no valid login\. Log in/],
    ['ThrottlingException', 400, 'RATE_LIMITED', /Try again later\.$/],
    ['TooManyUpdates', 400, 'RATE_LIMITED', /Try again later\.$/],
    ['InternalServerError', 500, 'UNAVAILABLE', /Try again later\.$/],
    ['TimeoutError', undefined, 'UNAVAILABLE', /AWS does not answer\. Look at the network/],
    ['SyntaxError', 200, 'UNAVAILABLE', /no valid one\. Look at `endpoint`/],
    ['Unknown', 404, 'UNAVAILABLE', /no Parameter Store\. Look at `endpoint`/],
    ['InvalidKeyId', 400, 'INVALID_CONFIG', /Look at `kmsKeyId`\.$/],
    ['ValidationException', 400, 'INVALID_ARGUMENT', /Look at the name and the value\.$/],
    ['SomethingNew', 400, 'UNKNOWN', /unforeseen/],
  ] as const)('%s with status %s is %s', async ([name, httpStatusCode, code, message]) => {
    const error = await rejection(nativeError(name, { $metadata: { httpStatusCode } }));
    expect(error).toMatchObject({
      code,
      provider: 'aws/ssm',
      operation: 'get',
      target: 'KEY',
      message: expect.stringMatching(message),
    });
  });

  it('never gives its message away', async () => {
    for (const name of ['AccessDeniedException', 'ValidationException', 'SomethingNew'])
      expect(await rejection(nativeError(name))).toMatchObject({ message: expect.not.stringContaining('must not be copied') });
  });

  it('of a connection that fails is UNAVAILABLE', async () => {
    expect(await rejection(nativeError('Error', { code: 'ENOTFOUND' }))).toMatchObject({ code: 'UNAVAILABLE', retryable: true });
  });
});

describe('an answer without what was asked for', () => {
  it('is never absence, and never success', async () => {
    const nothing = async () => ({});
    const client = structuralClient({
      getParameter: nothing,
      getParameters: nothing,
      describeParameters: nothing,
      getParameterHistory: nothing,
      putParameter: nothing,
    });
    const provider = createAwsSsm({ client });
    const at = { path: ['KEY'] };
    const calls = [
      () => provider.get(at),
      () => provider.status(at),
      () => provider.status({ reference: '/aws/service/KEY' }),
      () => provider.list([])[Symbol.asyncIterator]().next(),
      () => provider.versions(at)[Symbol.asyncIterator]().next(),
      () => provider.set(at, 'value'),
      () => provider.check(),
    ];
    for (const call of calls) await expect(call()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(await provider.getMany([at])).toMatchObject([{ error: { code: 'UNAVAILABLE', target: '/KEY' } }]);
  });
});

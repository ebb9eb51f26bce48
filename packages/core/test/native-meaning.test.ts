import { describe, expect, it } from 'vitest';
import { errorTable } from '../src/error-table.js';

const table = errorTable('demo', {
  AccessDeniedException: 'PERMISSION_DENIED',
  Gone: 'NOT_FOUND',
  SyntaxError: 'UNAVAILABLE',
  TypeError: 'INVALID_ARGUMENT',
  '404': 'NOT_FOUND',
  '5': 'NOT_FOUND',
});
const translate = (error: unknown) => table.translate(error, { operation: 'get' });
const codeOf = (error: unknown): string => translate(error).code;
const native = (init: object, error: Error = new Error('failed')): Error => Object.assign(error, init);

describe('errorTable', () => {
  it.for([
    [native({ name: 'Gone', $metadata: { httpStatusCode: 500 } }), 'NOT_FOUND'],
    [native({ name: 'AccessDeniedException', $metadata: { httpStatusCode: 400 } }), 'PERMISSION_DENIED'],
    [native({ name: 'NewException', $metadata: { httpStatusCode: 403 } }), 'PERMISSION_DENIED'],
    [native({ statusCode: 404 }), 'NOT_FOUND'],
    [native({ code: 5 }), 'NOT_FOUND'],
  ] as const)('lets a name that the table knows win over the status, %#', ([error, code]) => {
    expect(codeOf(error)).toBe(code);
  });

  it('lets the status win over a name that tells nothing', () => {
    const unreadable = (status?: number): Error => native({ $metadata: { httpStatusCode: status } }, new SyntaxError('<html>'));
    expect([403, 401, 404, 200, undefined].map((status) => codeOf(unreadable(status)))).toEqual([
      'PERMISSION_DENIED',
      'UNAUTHENTICATED',
      'NOT_FOUND',
      'UNAVAILABLE',
      'UNAVAILABLE',
    ]);
    expect(codeOf(new TypeError('no'))).toBe('INVALID_ARGUMENT');
  });

  it.for([
    { status: 403 },
    { statusCode: 403 },
    { $metadata: { httpStatusCode: 403 } },
    { response: { status: 403 } },
    { response: { statusCode: 403 } },
  ])('finds the status in %o', (error) => {
    expect(translate(error)).toMatchObject({ code: 'PERMISSION_DENIED', cause: { status: 403 } });
  });

  it('knows what statuses mean everywhere, and takes none of the others for an answer', () => {
    const codes = [401, 403, 429, 500, 502, 503, 504, 599].map((status) => codeOf({ status }));
    expect(codes).toEqual(['UNAUTHENTICATED', 'PERMISSION_DENIED', 'RATE_LIMITED', ...Array(5).fill('UNAVAILABLE')]);
    expect([200, 299, 400, 409, 600, 0].map((status) => codeOf({ status }))).toEqual(Array(6).fill('UNKNOWN'));
    expect(errorTable('demo', {}).translate({ status: 404 }, { operation: 'get' }).code).toBe('UNAVAILABLE');
  });

  it.for([
    'ECONNREFUSED',
    'ECONNRESET',
    'ENOTFOUND',
    'ETIMEDOUT',
    'EPIPE',
    'EAI_AGAIN',
    'UND_ERR_SOCKET',
    'ERR_SSL_WRONG_VERSION_NUMBER',
  ])('knows %s, of the error itself and of the cause of `fetch`', (code) => {
    expect(translate(native({ code }))).toMatchObject({ code: 'UNAVAILABLE', retryable: true });
    const cause = native({ code });
    expect(codeOf(native({ cause }))).toBe('UNAVAILABLE');
    expect(codeOf(new TypeError('fetch failed', { cause }))).toBe('UNAVAILABLE');
  });

  it.for(['CERT_HAS_EXPIRED', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'ERR_TLS_CERT_ALTNAME_INVALID'])(
    'does not advise to try again after %s',
    (code) => {
      const error = translate(native({ code }));
      expect(error).toMatchObject({ code: 'UNAVAILABLE', retryable: false });
      expect(error.message).toContain('certificate');
    },
  );

  it('takes a deadline of the client for TIMEOUT', () => {
    expect(codeOf(native({ name: 'TimeoutError' }))).toBe('TIMEOUT');
    expect(codeOf(new DOMException('late', 'TimeoutError'))).toBe('TIMEOUT');
  });

  it('says what the table says, where it says more than a code', () => {
    const keyed = errorTable('demo', {
      BadKey: ['INVALID_CONFIG', 'failed: the key is gone. Look at `key`.'],
      Gone: 'NOT_FOUND',
    });
    const error = keyed.translate(native({ name: 'BadKey' }), { operation: 'get', target: 'A' });
    expect(error).toMatchObject({
      code: 'INVALID_CONFIG',
      message: 'get of "A" on demo failed: the key is gone. Look at `key`.',
    });
    expect(keyed.translate(native({ name: 'Gone' }), { operation: 'get' }).message).toContain('is not there');
  });

  it('survives fields of any type', () => {
    const odd = Object.create(null) as object;
    expect([{ name: odd, code: odd, cause: null, $metadata: null, response: null }, { cause: 'text' }, null].map(codeOf)).toEqual(
      Array(3).fill('UNKNOWN'),
    );
  });
});

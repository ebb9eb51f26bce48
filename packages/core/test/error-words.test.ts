import { describe, expect, it } from 'vitest';
import { errorTable } from '../src/error-table.js';

const canary = 'cAnArY-words-42';
const wordsOf = (error: object): string =>
  errorTable('demo', {}).translate(Object.assign(new Error(canary), error), { operation: 'get', target: 'A' }).message;

describe('a connection that fails', () => {
  it.each<[string, object]>([
    ['db.example.com', { code: 'ENOTFOUND', hostname: 'db.example.com' }],
    ['127.0.0.1:8200', { code: 'ECONNREFUSED', address: '127.0.0.1', port: 8200 }],
    ['[::1]:8200', { code: 'ECONNREFUSED', address: '::1', port: 8200 }],
    ['10.0.0.1:443', { code: 'ETIMEDOUT', errors: [{ code: 'ETIMEDOUT', address: '10.0.0.1', port: 443 }] }],
    ['10.0.0.2:443', { cause: { code: 'ECONNRESET', address: '10.0.0.2', port: 443 } }],
  ])('names %s', (host, error) => {
    const code = 'code' in error ? error.code : 'ECONNRESET';
    expect(wordsOf(error)).toBe(
      `get of "A" on demo failed: ${host} is out of reach (${code}). Look at the address and the network, or try again later.`,
    );
  });

  it('names the host whose certificate is not trusted', () => {
    expect(wordsOf({ code: 'ERR_TLS_CERT_ALTNAME_INVALID', host: 'db.example.com' })).toContain(
      'the certificate of db.example.com is not trusted here',
    );
  });

  it.each<[object]>([
    [{ code: 'ECONNRESET' }],
    [{ code: 'ECONNREFUSED', address: { of: canary } }],
    [{ code: 'ENOTFOUND', hostname: `user:${canary}@host/path?q` }],
    [{ code: 'ENOTFOUND', hostname: 'x'.repeat(300) }],
  ])('names nothing that is no host: %o', (error) => {
    expect(wordsOf(error)).toBe('get of "A" on demo failed: the backend is out of reach or out of order. Try again later.');
  });
});

describe('what nobody has foreseen', () => {
  it.each<[string, object]>([
    ['(TypeError, ERR_INVALID_URL)', { name: 'TypeError', code: 'ERR_INVALID_URL' }],
    ['(NewException, 418)', { name: 'NewException', $metadata: { httpStatusCode: 418 } }],
  ])('is named by what may be told: %s', (facts, error) => {
    expect(wordsOf(error)).toBe(`get of "A" on demo failed in an unforeseen way ${facts}. Look at the options of the backend.`);
  });

  it('is never told by its message, nor by names of functions', () => {
    expect(wordsOf({ name: canary, code: canary })).toBe(
      'get of "A" on demo failed in an unforeseen way. Look at the options of the backend.',
    );
    expect(wordsOf({})).not.toContain('originalError');
  });
});

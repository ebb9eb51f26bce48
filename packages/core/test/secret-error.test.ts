import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { asSecretError, errorTable } from '../src/error-table.js';
import { errorCodes, isSecretError, originalError, secretError } from '../src/secret-error.js';

const canary = 'cAnArY-4f9d1c7e';

function native(): Error {
  const error = new Error(`request failed: ${canary}`);
  return Object.assign(error, {
    name: 'AccessDeniedException',
    code: canary,
    config: { headers: { authorization: `Bearer ${canary}` } },
    $metadata: { httpStatusCode: 400, requestId: '0f3c1a2b-0000-4000-8000-000000000000' },
  });
}

describe('secretError', () => {
  const error = secretError('get failed. Try again.', {
    code: 'UNAVAILABLE',
    provider: 'demo',
    operation: 'get',
    target: 'A',
    original: native(),
  });

  it('shows nothing of the native error but what is on the allow-list', () => {
    const shown = [
      error.message,
      error.stack,
      String(error),
      JSON.stringify(error),
      inspect(error, { showHidden: true, depth: 8 }),
    ].join('\n');
    expect(shown).not.toContain(canary);
    expect(shown).not.toContain(btoa(canary));
    expect(error.cause).toEqual({
      name: 'AccessDeniedException',
      status: 400,
      requestId: '0f3c1a2b-0000-4000-8000-000000000000',
    });
    expect(JSON.stringify(structuredClone({ ...error }))).not.toContain(canary);
  });

  it('keeps the native error for code that asks for it', () => {
    expect(originalError(error)).toMatchObject({ name: 'AccessDeniedException' });
  });

  it('is known by its brand, not by its class', () => {
    const foreign = Object.defineProperty(new Error('other version'), Symbol.for('keyrack.SecretError'), { value: true });
    expect([error, foreign, new Error('plain'), { code: 'NOT_FOUND' }, undefined].map(isSecretError)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it('derives whether trying again helps from the code', () => {
    const retryable = Object.keys(errorCodes).filter(
      (code) => secretError('x', { code: code as keyof typeof errorCodes, provider: 'p', operation: 'o' }).retryable,
    );
    expect(retryable).toEqual(['RATE_LIMITED', 'UNAVAILABLE', 'TIMEOUT']);
    expect(Object.keys(errorCodes)).toHaveLength(12);
  });
});

describe('errorTable', () => {
  const table = errorTable('demo', {
    AccessDeniedException: 'PERMISSION_DENIED',
    ECONNREFUSED: 'UNAVAILABLE',
    '429': 'RATE_LIMITED',
  });
  const codeOf = (error: unknown): string => table.translate(error, { operation: 'get' }).code;

  it('looks at name, code and status, and calls the rest unknown', () => {
    expect(codeOf(native())).toBe('PERMISSION_DENIED');
    expect(codeOf(Object.assign(new Error(), { code: 'ECONNREFUSED' }))).toBe('UNAVAILABLE');
    expect(codeOf({ status: 429 })).toBe('RATE_LIMITED');
    expect([codeOf(new Error('constructor')), codeOf({ name: 'toString' }), codeOf('text'), codeOf(undefined)]).toEqual(
      Array(4).fill('UNKNOWN'),
    );
  });

  it('passes errors on that are translated already', () => {
    const error = secretError('x', { code: 'CONFLICT', provider: 'p', operation: 'o' });
    expect(table.translate(error, { operation: 'get' })).toBe(error);
    expect(asSecretError(native(), { kind: 'demo' }, 'get', 'a%2Fb/C').target).toBe('a%2Fb/C');
  });
});

import { secretError } from '@keyrack/core/provider';
import { describe, expect, it } from 'vitest';
import { captureOutput } from '../src/capture-output.js';
import { assertNoLeak } from '../src/leak-scan.js';

const secret = 'Canary/9zT+q"w';
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const hidden = Object.defineProperty(new Error('failed'), 'request', { value: { body: secret } });

describe('assertNoLeak', () => {
  it.for([
    ['a message', new Error(`failed for ${secret}`)],
    ['a cause', new Error('failed', { cause: new Error(secret) })],
    ['a hidden property', hidden],
    ['a hidden property of a cause', new Error('failed', { cause: hidden })],
    ['a symbol property', Object.assign(new Error('failed'), { [Symbol('body')]: secret })],
    ['a deep property', { a: { b: { c: { d: { e: { f: { g: { h: { i: { j: secret } } } } } } } } } }],
    ['a map', new Map([['body', { secret }]])],
    ['bytes', { body: Buffer.from(secret) }],
    ['JSON', new Error(JSON.stringify({ value: secret }))],
    ['a URI', new Error(encodeURIComponent(secret))],
    ['hex', new Error(Buffer.from(secret).toString('hex'))],
    ['base64', new Error(base64(secret))],
    ['base64 after one byte', new Error(base64(`:${secret}`))],
    ['base64 after two bytes', new Error(base64(`u:${secret}!`))],
    ['base64url', new Error(Buffer.from(`user:${secret}`).toString('base64url'))],
    ['an array', [{ error: new Error(secret) }]],
  ] as const)('finds a secret in %s', ([, seen]) => {
    expect(() => assertNoLeak(seen, [secret], 'it')).toThrow(/^it shows a secret/);
  });

  it('does not quote the secret itself', () => {
    expect(() => assertNoLeak(new Error(secret), [secret], 'it')).toThrow(/^it shows a secret \(as it is\)$/);
  });

  it('finds nothing where nothing is, and nothing behind `originalError`', () => {
    const error = secretError('it failed.', { code: 'UNKNOWN', provider: 'demo', operation: 'get', original: hidden });
    expect(() => assertNoLeak(error, [secret], 'it')).not.toThrow();
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    expect(() => assertNoLeak([undefined, null, 7, circular, () => secret.length], [secret], 'it')).not.toThrow();
  });
});

describe('captureOutput', () => {
  it('sees the console, both streams, and what is written just after', async () => {
    const written = await captureOutput(async () => {
      console.log('to the console', { a: 1 });
      process.stdout.write('to standard output');
      process.stderr.write(new TextEncoder().encode('to standard error'));
      queueMicrotask(() => console.warn('late'));
    });
    for (const text of ['to the console', 'a: 1', 'to standard output', 'to standard error', 'late']) {
      expect(written).toContain(text);
    }
  });

  it('restores everything, after a failure too', async () => {
    const before = [console.log, process.stdout.write, process.stderr.write];
    await captureOutput(() => Promise.reject(new Error('failed'))).catch(() => undefined);
    expect([console.log, process.stdout.write, process.stderr.write]).toEqual(before);
  });
});

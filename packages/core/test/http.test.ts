import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { errorTable } from '../src/error-table.js';
import { createJsonClient } from '../src/http/json-client.js';
import { createSharedLogin } from '../src/http/shared-login.js';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

async function serve(handler: Handler): Promise<string> {
  const server = createServer(handler);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const answering =
  (status: number, body: string, headers: Record<string, string> = {}): Handler =>
  (_, response) =>
    void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);

const { signal } = new AbortController();
const errors = errorTable(
  'demo',
  { '404': 'NOT_FOUND', secretMissing: 'NOT_FOUND', '404 no handler': 'INVALID_CONFIG' },
  {
    keysOf: (error) => [
      `${(error as { status?: number }).status} ${String((error as { body?: { error?: unknown } }).body?.error)}`,
    ],
  },
);
const failure = async (call: Promise<unknown>) =>
  call.then(
    () => expect.fail('the request succeeded'),
    (error: unknown) => ({ native: error, code: errors.codeOf(error) }),
  );

describe('a JSON client', () => {
  it('sends what it is told, each part of the path encoded, and keeps every digit', async () => {
    const seen: unknown[] = [];
    const baseUrl = await serve((request, response) => {
      const { method, url, headers } = request;
      let text = '';
      request.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      request.on('end', () => {
        seen.push(method, url, headers['x-login'], headers['content-type'], text);
        answering(200, '{"id":12345678901234567890}')(request, response);
      });
    });
    const request = createJsonClient({ baseUrl: `${baseUrl}/base/`, headers: async () => ({ 'X-Login': 'T1' }) });
    const path = ['v1', 'a/b', 'ü?#%2e'];
    const { body } = await request({ method: 'PUT', path, query: { list: 'true', none: undefined }, body: { a: 1 }, signal });
    expect(JSON.stringify(body)).toBe('{"id":12345678901234567890}');
    expect(seen).toEqual(['PUT', '/base/v1/a%2Fb/%C3%BC%3F%23%252e?list=true', 'T1', 'application/json', '{"a":1}']);
    await expect(request({ path: ['v1', '..', 'sys'], signal })).rejects.toThrow(TypeError);
  });

  it('has no body for an empty answer, and tells of refusals by status and by words inside', async () => {
    const empty = createJsonClient({ baseUrl: await serve((_, response) => void response.writeHead(204).end()) });
    expect((await empty({ path: ['x'], signal })).body).toBeUndefined();
    const missing = createJsonClient({ baseUrl: await serve(answering(404, '{"error":"no handler"}')) });
    expect(await failure(missing({ path: ['x'], signal }))).toMatchObject({ code: 'INVALID_CONFIG' });
    const absent = createJsonClient({ baseUrl: await serve(answering(404, '{"error":"other"}')) });
    expect(await failure(absent({ path: ['x'], signal }))).toMatchObject({ code: 'NOT_FOUND' });
  });

  it.each([
    [200, '<html>welcome</html>', 'UNAVAILABLE'],
    [404, '<html>no such page</html>', 'UNAVAILABLE'],
    [200, '{"value":"half', 'UNAVAILABLE'],
    [403, '<html>forbidden</html>', 'PERMISSION_DENIED'],
    [503, 'upstream is away', 'UNAVAILABLE'],
  ])('takes the answer of a stranger for no word about a secret: %i %s', async (status, body, code) => {
    const request = createJsonClient({ baseUrl: await serve(answering(status, body)) });
    expect(await failure(request({ path: ['x'], signal }))).toMatchObject({ code });
  });

  it('follows no redirect, so that a login reaches no other host', async () => {
    const reached: unknown[] = [];
    const other = await serve((request, response) => {
      reached.push(request.headers['x-login']);
      answering(200, '{}')(request, response);
    });
    const request = createJsonClient({
      baseUrl: await serve(answering(307, '', { location: other })),
      headers: () => ({ 'X-Login': 'T1' }),
    });
    expect(await failure(request({ path: ['x'], signal }))).toMatchObject({ code: 'UNAVAILABLE' });
    expect(reached).toEqual([]);
  });

  it('reads no more than it may, and nothing that is cut off', async () => {
    const large = createJsonClient({ baseUrl: await serve(answering(200, `"${'x'.repeat(5000)}"`)), maxBytes: 4096 });
    expect(await failure(large({ path: ['x'], signal }))).toMatchObject({ code: 'UNAVAILABLE' });
    const cut = createJsonClient({
      baseUrl: await serve((_, response) => {
        response.writeHead(200, { 'content-length': '20' }).write('{"a":1}');
        setTimeout(() => response.destroy(), 20);
      }),
    });
    expect(await failure(cut({ path: ['x'], signal }))).toMatchObject({ code: 'UNAVAILABLE' });
  });

  it('shows neither answers nor headers in its errors', async () => {
    const request = createJsonClient({ baseUrl: await serve(answering(500, '{"value":"cAnArY-1"}', { 'x-token': 'cAnArY-2' })) });
    const { native } = await failure(request({ path: ['x'], signal }));
    expect(`${inspect(native, { depth: 9 })}${JSON.stringify(native)}${String(native)}`).not.toContain('cAnArY');
  });

  it.each(['vault:8200', 'ftp://x', 'https://user:pass@x', 'https://x?y', 'https://:pass@x', 'https://x/v1?', 'https://x/#'])(
    'refuses %s for an address',
    (baseUrl) => {
      expect(() => createJsonClient({ baseUrl })).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
    },
  );
});

describe('a shared login', () => {
  it('is made once for all who wait, renewed early, and once more after a refusal', async () => {
    let time = 0;
    let logins = 0;
    const login = createSharedLogin({
      now: () => time,
      login: async () => {
        logins += 1;
        return { token: `T${logins}`, expiresInMs: 1000 };
      },
    });
    const use = (refused?: string): Promise<string> =>
      login.run(signal, async (token) => {
        if (token === refused) throw Object.assign(new Error('no'), { status: 401 });
        return token;
      });
    expect(await Promise.all([use(), use(), use()])).toEqual(['T1', 'T1', 'T1']);
    time = 899;
    expect(await use()).toBe('T1');
    time = 900;
    expect(await use()).toBe('T2');
    expect(await Promise.all([use('T2'), use('T2')])).toEqual(['T3', 'T3']);
    const always = login.run(signal, () => Promise.reject(Object.assign(new Error('no'), { status: 401 })));
    await expect(always).rejects.toMatchObject({ status: 401 });
    expect(logins).toBe(4);
  });

  it('forgets a failure, and lets one caller leave alone', async () => {
    const controller = new AbortController();
    let made = 0;
    const login = createSharedLogin({
      login: async () => {
        made += 1;
        if (made === 1) throw new Error('no login');
        await new Promise((resolve) => setTimeout(resolve, 10));
        return { token: 'T' };
      },
    });
    await expect(login.run(signal, async (token) => token)).rejects.toThrow('no login');
    const calls = [login.run(controller.signal, async (token) => token), login.run(signal, async (token) => token)];
    controller.abort('gone');
    await expect(calls[0]).rejects.toBe('gone');
    expect(await calls[1]).toBe('T');
    expect(made).toBe(2);
  });
});

import { createSecrets } from '@keyrack/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAwsSsm } from '../src/index.js';
import { harnessAt, providerAt, startServer } from './harness.js';
import { nativeError, structuralClient } from './structural-client.js';

type Started = Awaited<ReturnType<typeof startServer>>;
let aws: Started['aws'];
let server: Started['server'];
beforeEach(async () => {
  ({ aws, server } = await startServer());
});
afterEach(() => aws.close());

const address = { path: ['prod', 'api', 'KEY'] };
const name = '/shop/prod/api/KEY';
const operations = (): readonly string[] => aws.requests.find({ service: 'ssm' }).map(({ operation }) => operation);

describe('a parameter', () => {
  it('is a SecureString under the default key, in the tier of the account', async () => {
    expect(await providerAt(server).set(address, 'value')).toEqual({ version: '1' });
    expect(aws.ssm.describe(name)).toMatchObject({ type: 'SecureString', keyId: 'alias/aws/ssm', tier: 'Standard', tags: {} });
  });

  it('has the key, tier, tags and description of the options, and those of the call', async () => {
    const { keyId } = aws.kms.createKey('alias/shop');
    const options = {
      kmsKeyId: 'alias/shop',
      tier: 'Advanced',
      tags: { team: 'shop', app: 'web' },
      description: 'By keyrack',
    } as const;
    const provider = providerAt(server, options);
    await provider.set(address, 'first', { tags: { app: 'api' } });
    const first = aws.ssm.describe(name);
    expect(first).toMatchObject({ tier: 'Advanced', tags: { team: 'shop', app: 'api' }, description: 'By keyrack', version: 1 });
    expect([keyId, 'alias/shop']).toContain(first?.keyId);

    await provider.set(address, 'second', { tags: { owner: 'me' }, description: 'Of the call' });
    expect(aws.ssm.describe(name)).toMatchObject({
      tags: { team: 'shop', app: 'web', owner: 'me' },
      description: 'Of the call',
      version: 2,
    });
  });

  it.for(['Advanced', 'Intelligent-Tiering'] as const)('holds 8,192 bytes in the tier %s', async (tier) => {
    const provider = providerAt(server, { tier });
    await provider.set(address, 'x'.repeat(8192));
    expect(aws.ssm.describe(name)?.tier).toBe('Advanced');
    await expect(provider.set(address, 'x'.repeat(8193))).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(providerAt(server).set(address, 'x'.repeat(4097))).rejects.toThrow('4097 bytes');
  });

  it('holds no "{{", which AWS takes for a reference, and nothing is sent', async () => {
    const provider = providerAt(server);
    for (const value of ['{{ssm:other}}', '{{ .Values.x }}', 'a{{b'])
      await expect(provider.set(address, value)).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
        message: expect.stringContaining('base64'),
      });
    expect(operations()).toEqual([]);
  });

  it('of another type is not touched, and the advice says why', async () => {
    aws.ssm.seed(name, 'value', { type: 'String' });
    const refusal = expect(providerAt(server).set(address, 'changed')).rejects;
    await refusal.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('another type than SecureString') });
    expect((await providerAt(server).get(address))?.value).toBe('value');
  });

  it('that a key of KMS keeps from being read or written says so', async () => {
    const provider = providerAt(server, { kmsKeyId: 'alias/nowhere' });
    await expect(provider.set(address, 'value')).rejects.toMatchObject({
      code: 'INVALID_CONFIG',
      message: expect.stringContaining('kmsKeyId'),
    });
    aws.ssm.seed(name, 'value');
    aws.deny({ action: 'kms:Decrypt' });
    const denial = expect(provider.get(address)).rejects;
    await denial.toMatchObject({ code: 'PERMISSION_DENIED', message: expect.stringContaining('KMS key') });
  });
});

describe('a batch', () => {
  const names = Array.from({ length: 100 }, (_, index) => `prod/api/KEY_${String(index).padStart(3, '0')}`);
  const seedAll = (): void => names.forEach((one) => void aws.ssm.seed(`/shop/${one}`, `value of ${one}`));

  it('costs one call for ten names, and one name costs a plain read', async () => {
    seedAll();
    const secrets = createSecrets({ provider: providerAt(server) });
    const found = await Promise.all(names.map((one) => secrets.get(one)));
    expect(found.map((secret) => secret.reveal())).toEqual(names.map((one) => `value of ${one}`));
    expect(operations()).toEqual(Array(10).fill('GetParameters'));
    aws.requests.clear();
    await secrets.get(names[0] ?? '');
    expect(operations()).toEqual(['GetParameter']);
  });

  it('that is denied is read one by one, once and for all', async () => {
    seedAll();
    aws.deny({ action: 'ssm:GetParameters' });
    const secrets = createSecrets({ provider: providerAt(server) });
    const few = names.slice(0, 5);
    expect((await secrets.getMany(few)).every((result) => 'secret' in result)).toBe(true);
    expect(operations().toSorted()).toEqual([...Array(5).fill('GetParameter'), 'GetParameters']);
    aws.requests.clear();
    await secrets.getMany(few);
    expect(operations()).toEqual(Array(5).fill('GetParameter'));
  });

  it('with one key that is disabled serves the others', async () => {
    const { keyId } = aws.kms.createKey();
    aws.ssm.seed('/shop/GOOD', 'good');
    aws.ssm.seed('/shop/BAD', 'bad', { keyId });
    aws.kms.disableKey(keyId);
    const entries = await providerAt(server).getMany([{ path: ['GOOD'] }, { path: ['BAD'] }, { path: ['ABSENT'] }]);
    expect(entries).toMatchObject([
      { record: { value: 'good' } },
      { error: { code: 'INVALID_CONFIG', target: '/shop/BAD' } },
      { absent: true },
    ]);
  });

  it('asks once for a name that has several spellings or comes twice', async () => {
    aws.ssm.seed('/shop/KEY', 'value');
    const entries = await providerAt(server).getMany([{ path: ['KEY'] }, { reference: '/shop/KEY' }, { path: ['KEY'] }]);
    expect(entries).toMatchObject(Array(3).fill({ record: { value: 'value' } }));
    expect(aws.requests.find({ operation: 'GetParameters' }).map((request) => request.names)).toEqual([['/shop/KEY']]);
  });
});

describe('status', () => {
  const many = Array.from({ length: 120 }, (_, index) => ({ path: ['many', `KEY-${index}`] }));

  it('of many names asks for fifty at a time', async () => {
    for (const [index, { path }] of many.entries()) if (index % 2 === 0) aws.ssm.seed(['', 'shop', ...path].join('/'), 'value');
    aws.requests.clear();
    const secrets = createSecrets({ provider: providerAt(server) });
    const states = (await secrets.statusMany(many)).map((entry) => ('status' in entry ? entry.status.state : entry.error.code));
    expect(states).toEqual(many.map((_, index) => (index % 2 === 0 ? 'present' : 'absent')));
    expect(aws.requests.entries.map(({ operation, names }) => [operation, names.length])).toEqual([
      ['DescribeParameters', 50],
      ['DescribeParameters', 50],
      ['DescribeParameters', 20],
    ]);
  });

  it('that is given up leaves the others their answer', async () => {
    const controller = new AbortController();
    const secrets = createSecrets({ provider: providerAt(server) });
    aws.fault('slow', { delayMs: 50, operation: 'DescribeParameters' });
    const [one, other] = [{ path: ['ONE'] }, { path: ['OTHER'] }];
    const first = secrets.status(one, { signal: controller.signal });
    const second = secrets.status(other);
    setTimeout(() => controller.abort(new Error('enough')), 10);
    await expect(first).rejects.toThrow('enough');
    expect(await second).toEqual({ state: 'absent' });
  });

  it('of many names falls back for each of them', async () => {
    aws.deny({ action: 'ssm:DescribeParameters' });
    const secrets = createSecrets({ provider: providerAt(server) });
    const few = many.slice(0, 5);
    for (let round = 0; round < 2; round += 1)
      expect(await secrets.statusMany(few)).toEqual(few.map(() => ({ status: { state: 'absent' } })));
    expect(aws.requests.count({ operation: 'DescribeParameters' })).toBe(1);
    expect(aws.requests.count({ operation: 'GetParameter' })).toBe(10);
  });

  it('asks for the description, and for the ciphertext once that is denied', async () => {
    aws.ssm.seed(name, 'value');
    const provider = providerAt(server);
    expect(await provider.status(address)).toMatchObject({ state: 'present', version: '1', updatedAt: expect.any(Date) });
    expect(operations()).toEqual(['DescribeParameters']);

    aws.deny({ action: 'ssm:DescribeParameters' });
    aws.deny({ action: 'kms:*' });
    aws.requests.clear();
    expect(await provider.status(address)).toMatchObject({ state: 'present', version: '1' });
    expect(await provider.status({ path: ['ABSENT'] })).toEqual({ state: 'absent' });
    expect(operations()).toEqual(['DescribeParameters', 'GetParameter', 'GetParameter']);
    expect(await provider.check()).toMatchObject({ status: 'healthy' });
  });

  it('of a public parameter, which no listing shows, asks for the parameter itself', async () => {
    const client = structuralClient({
      getParameter: async ({ Name, WithDecryption }) => (WithDecryption ? {} : { Parameter: { Name, Version: 7 } }),
    });
    const status = createAwsSsm({ client }).status({ reference: '/aws/service/global-infrastructure/version' });
    expect(await status).toEqual({ state: 'present', version: '7' });
  });

  it('turns empty pages until there is no token', async () => {
    const pages = [
      { Parameters: [], NextToken: '1' },
      { Parameters: [], NextToken: '2' },
      { Parameters: [{ Name: '/KEY', Version: 3 }] },
    ];
    const client = structuralClient({ describeParameters: async ({ NextToken }) => pages[Number(NextToken ?? 0)] ?? {} });
    expect(await createAwsSsm({ client }).status({ path: ['KEY'] })).toEqual({ state: 'present', version: '3' });
  });
});

describe('a write', () => {
  it('that should only create lets one of many win', async () => {
    const provider = providerAt(server);
    const writes = Array.from({ length: 8 }, (_, index) => provider.set(address, `value ${index}`, { ifVersion: 'absent' }));
    const outcomes = await Promise.allSettled(writes);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(aws.ssm.describe(name)?.version).toBe(1);
    const refusal = expect(provider.set(address, 'again', { ifVersion: 'absent' })).rejects;
    await refusal.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('Leave the condition away') });
  });

  it('of an identity that may create and not overwrite creates, and is refused by name', async () => {
    const present = new Set<string>();
    const client = structuralClient({
      async putParameter({ Name = '', Overwrite }) {
        if (Overwrite) throw nativeError('AccessDeniedException');
        if (present.has(Name)) throw nativeError('ParameterAlreadyExists');
        present.add(Name);
        return { Version: 1 };
      },
    });
    const provider = createAwsSsm({ client });
    expect(await provider.set(address, 'value')).toEqual({ version: '1' });
    await expect(provider.set(address, 'changed')).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  });

  it('costs one request, with tags on a parameter that is there three', async () => {
    const provider = providerAt(server);
    const writes = () => aws.requests.entries.map(({ operation }) => operation);
    aws.requests.clear();
    await provider.set(address, 'first');
    await provider.set(address, 'second');
    expect(writes()).toEqual(['PutParameter', 'PutParameter']);
    aws.requests.clear();
    await provider.set(address, 'third', { tags: { team: 'shop' } });
    expect(writes()).toEqual(['PutParameter', 'PutParameter', 'AddTagsToResource']);
    expect(aws.ssm.describe(name)).toMatchObject({ version: 3, tags: { team: 'shop' } });
  });

  it('reaches names as long as AWS allows, which are longer than any segment', async () => {
    const reference = `/${'a'.repeat(475)}/${'b'.repeat(474)}`;
    await providerAt(server).set({ reference }, 'value');
    expect(aws.ssm.peek(reference)).toBe('value');
  });

  it('whose answer was lost is there', async () => {
    aws.fault('drop-after-apply', { times: 1, operation: 'PutParameter' });
    await expect(providerAt(server).set(address, 'value')).rejects.toMatchObject({ code: 'UNAVAILABLE', retryable: true });
    expect(aws.ssm.peek(name)).toBe('value');
  });
});

describe('a version', () => {
  it('is read by number and by label, and listed with its labels, newest first', async () => {
    const provider = providerAt(server);
    for (const value of ['first', 'second', 'third']) await provider.set(address, value);
    await labelled('2', 'current');
    expect((await provider.get(address, { version: '1' }))?.value).toBe('first');
    expect(await provider.get(address, { version: 'current' })).toMatchObject({ value: 'second', version: '2' });
    expect(await provider.get(address, { version: 'unknown' })).toBeUndefined();
    const listed = [];
    for await (const { version, labels, readable } of provider.versions(address)) listed.push({ version, labels, readable });
    expect(listed).toEqual([
      { version: '3', labels: undefined, readable: true },
      { version: '2', labels: ['current'], readable: true },
      { version: '1', labels: undefined, readable: true },
    ]);
  });

  it('is listed without the right to read values', async () => {
    const provider = providerAt(server);
    await provider.set(address, 'value');
    aws.deny({ action: 'kms:Decrypt' });
    expect((await provider.versions(address)[Symbol.asyncIterator]().next()).value).toMatchObject({ version: '1' });
  });

  it('comes back by rollback, also by its label', async () => {
    const provider = providerAt(server);
    for (const value of ['first', 'second']) await provider.set(address, value);
    await labelled('1', 'good');
    expect(await provider.rollback(address, 'good')).toEqual({ version: '3' });
    expect(aws.ssm.peek(name)).toBe('first');
  });

  const labelled = async (version: string, label: string) => harnessAt(server).label?.(address, version, label);
});

describe('a reference', () => {
  it('is the exact name that another tool gave', async () => {
    aws.ssm.seed('/prod/api/db.password', 'value');
    expect((await providerAt(server).get({ reference: '/prod/api/db.password' }))?.value).toBe('value');
  });

  it('may be an ARN, for everything that only reads', async () => {
    aws.ssm.seed(name, 'value');
    const provider = providerAt(server);
    const at = { reference: `arn:aws:ssm:${server.region}:111122223333:parameter${name}` };
    expect((await provider.get(at))?.value).toBe('value');
    expect(await provider.getMany([at, address])).toMatchObject(Array(2).fill({ record: { value: 'value' } }));
    expect(await provider.status(at)).toMatchObject({ state: 'present' });
    await expect(provider.set(at, 'changed')).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(provider.delete(at)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(provider.rollback(at, '1')).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });

  it('has no selector, and nothing is sent', async () => {
    await expect(providerAt(server).get({ reference: `${name}:1` })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    expect(operations()).toEqual([]);
  });

  it('is how a listing shows what is no path of ours', async () => {
    for (const one of ['/shop/prod/KEY', '/shop/prod/v1.2', '/other/KEY']) aws.ssm.seed(one, 'value');
    const listed = [];
    for await (const entry of providerAt(server).list([])) listed.push(entry.address);
    expect(listed).toEqual([{ path: ['prod', 'KEY'] }, { reference: '/shop/prod/v1.2' }]);
  });
});

describe('a call', () => {
  it('hands its signal to every request that it makes', async () => {
    const { signal } = new AbortController();
    const made: (AbortSignal | undefined)[] = [];
    const answering =
      <T>(answer: T) =>
      async (_: unknown, { abortSignal }: { abortSignal?: AbortSignal }): Promise<T> => {
        made.push(abortSignal);
        return answer;
      };
    const provider = createAwsSsm({
      tags: { team: 'shop' },
      client: {
        getParameter: ({ Name }, options) =>
          answering({ Parameter: { Name: Name?.replace(/:1$/, ''), Value: 'value', Version: 1 } })({}, options),
        getParameters: answering({ InvalidParameters: [name] }),
        getParameterHistory: answering({ Parameters: [] }),
        describeParameters: answering({ Parameters: [] }),
        async putParameter(input, options) {
          await answering({})(input, options);
          if (!input.Overwrite) throw nativeError('ParameterAlreadyExists');
          return { Version: 2 };
        },
        addTagsToResource: answering({}),
        deleteParameter: answering({}),
      },
    });
    const options = { signal };
    await provider.get(address, options);
    await provider.getMany([address], options);
    await provider.status(address, options);
    await provider.check(options);
    await provider.list([], options)[Symbol.asyncIterator]().next();
    await provider.versions(address, options)[Symbol.asyncIterator]().next();
    await provider.set(address, 'value', options);
    await provider.rollback(address, '1', options);
    await provider.delete(address, options);
    expect(made).toHaveLength(12);
    expect(made.every((given) => given === signal)).toBe(true);
  });

  it('without a region is INVALID_CONFIG', async () => {
    const provider = createAwsSsm({ credentials: async () => server.keys });
    const refusal = expect(provider.get(address)).rejects;
    await refusal.toMatchObject({ code: 'INVALID_CONFIG', message: expect.stringContaining('AWS_REGION') });
  });

  it('to a port where nobody listens is UNAVAILABLE', async () => {
    const provider = providerAt({ ...server, endpoint: 'http://127.0.0.1:9' });
    await expect(provider.get(address)).rejects.toMatchObject({ code: 'UNAVAILABLE', retryable: true });
  });
});

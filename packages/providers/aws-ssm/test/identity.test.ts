import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAwsIdentity, createAwsSsm } from '../src/index.js';
import { startServer } from './harness.js';

const hour = 3_600_000;
const role = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;
const address = { path: ['KEY'] };

let aws: Awaited<ReturnType<typeof startServer>>['aws'];
let folder: string;
beforeEach(async () => {
  ({ aws } = await startServer());
  aws.requests.clear();
  aws.ssm.seed('/KEY', 'value');
  folder = await mkdtemp(join(tmpdir(), 'keyrack-aws-'));
  // No login of this machine may come to the rescue.
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_PROFILE'])
    vi.stubEnv(name, undefined);
  vi.stubEnv('AWS_CONFIG_FILE', join(folder, 'config'));
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(folder, 'credentials'));
  vi.stubEnv('AWS_ENDPOINT_URL', aws.url);
  vi.stubEnv('AWS_REGION', aws.credentials.region);
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(folder, { recursive: true });
  await aws.close();
});

const keys = () => ({ accessKeyId: aws.credentials.accessKeyId, secretAccessKey: aws.credentials.secretAccessKey });
const logins = (): number => aws.requests.count({ service: 'sts' });
const readers = (): readonly (string | undefined)[] => aws.requests.find({ service: 'ssm' }).map(({ principal }) => principal);
const session = (name: string, as = 'keyrack'): string => `arn:aws:sts::111122223333:assumed-role/${name}/${as}`;

describe('an assumed role', () => {
  it('is assumed once by many readers, and again before it expires', async () => {
    const credentials = createAwsIdentity({ ...keys(), roleArn: role('reader') });
    // New ones each time: those that have met the real time in an answer would correct the false one.
    const readAll = () => {
      const providers = [createAwsSsm({ credentials }), createAwsSsm({ credentials })];
      return Promise.all(Array.from({ length: 20 }, (_, index) => providers[index % 2]?.get(address)));
    };
    vi.useFakeTimers({ toFake: ['Date'] });
    await readAll();
    expect(logins()).toBe(1);
    vi.setSystemTime(Date.now() + hour - 6 * 60_000);
    await readAll();
    expect(logins()).toBe(1);
    vi.setSystemTime(Date.now() + 2 * 60_000);
    await readAll();
    expect(logins()).toBe(2);
    expect(new Set(readers())).toEqual(new Set([session('reader')]));
  });

  it('may be reached hop by hop, each assumed once', async () => {
    const credentials = createAwsIdentity({
      roleArn: role('third'),
      sessionName: 'tests',
      source: { roleArn: role('second'), externalId: 'x', source: { ...keys(), roleArn: role('first') } },
    });
    aws.trust({ roleArn: role('second'), externalId: 'x' });
    await Promise.all([credentials(), credentials()]);
    await createAwsSsm({ credentials }).get(address);
    expect(aws.requests.find({ service: 'sts' }).flatMap(({ names }) => names)).toEqual([
      role('first'),
      role('second'),
      role('third'),
    ]);
    expect(readers()).toEqual([session('third', 'tests')]);
  });

  it('that is denied is PERMISSION_DENIED, names the role, and is tried again', async () => {
    aws.trust({ roleArn: role('reader'), externalId: 'other' });
    const credentials = createAwsIdentity({ ...keys(), roleArn: role('reader') });
    const provider = createAwsSsm({ credentials });
    const denial = expect(provider.get(address)).rejects;
    await denial.toMatchObject({ code: 'PERMISSION_DENIED', operation: 'login', target: role('reader') });
    expect(readers()).toEqual([]);
    aws.trust({ roleArn: role('reader') });
    expect((await provider.get(address))?.value).toBe('value');
  });

  it('of unknown keys is UNAUTHENTICATED', async () => {
    const credentials = createAwsIdentity({ accessKeyId: 'AKIAUNKNOWN', secretAccessKey: 'unknown', roleArn: role('reader') });
    await expect(createAwsSsm({ credentials }).get(address)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('can be one for reading and one for writing', async () => {
    const credentials = async () => keys();
    const provider = createAwsSsm({ credentials, readRoleArn: role('reader'), writeRoleArn: role('writer') });
    await provider.set(address, 'changed');
    await provider.get(address);
    await provider.status(address);
    await provider.delete(address);
    expect(readers()).toEqual([session('writer'), ...Array(2).fill(session('reader')), session('writer')]);
    expect(logins()).toBe(2);
  });

  it('may start from the login at hand', async () => {
    for (const [name, value] of Object.entries(aws.env)) vi.stubEnv(name, value);
    const provider = createAwsSsm({ readRoleArn: role('reader') });
    expect((await provider.get(address))?.value).toBe('value');
    expect(readers()).toEqual([session('reader')]);
  });
});

describe('a web identity', () => {
  it('assumes the role with the token of a file', async () => {
    const webIdentityTokenFile = join(folder, 'token');
    await writeFile(webIdentityTokenFile, aws.webIdentityToken());
    const credentials = createAwsIdentity({ roleArn: role('job'), webIdentityTokenFile });
    expect((await createAwsSsm({ credentials }).get(address))?.value).toBe('value');
    expect(readers()).toEqual([session('job')]);
  });

  it('without its file fails, and says nothing of the file', async () => {
    const credentials = createAwsIdentity({ roleArn: role('job'), webIdentityTokenFile: join(folder, 'none') });
    await expect(credentials()).rejects.toMatchObject({ code: 'UNAUTHENTICATED', target: role('job') });
  });
});

describe('a profile', () => {
  const write = (lines: readonly string[]): Promise<void> => writeFile(join(folder, 'config'), lines.join('\n'));
  const plain = () => [
    '[profile work]',
    `aws_access_key_id=${keys().accessKeyId}`,
    `aws_secret_access_key=${keys().secretAccessKey}`,
  ];

  it('gives login and region', async () => {
    vi.stubEnv('AWS_REGION', undefined);
    await write([...plain(), `region=${aws.credentials.region}`]);
    expect((await createAwsSsm({ profile: 'work' }).get(address))?.value).toBe('value');
  });

  it('that is not there is UNAUTHENTICATED, although other logins are', async () => {
    for (const [name, value] of Object.entries(aws.env)) vi.stubEnv(name, value);
    await write(plain());
    await expect(createAwsSsm({ profile: 'absent' }).get(address)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
      target: 'absent',
    });
    expect(readers()).toEqual([]);
  });
});

describe('an identity', () => {
  it('without anything is the login at hand, and says so when there is none', async () => {
    const provider = createAwsSsm({ credentials: createAwsIdentity() });
    await expect(provider.get(address)).rejects.toMatchObject({ code: 'UNAUTHENTICATED', operation: 'login' });
    for (const [name, value] of Object.entries(aws.env)) vi.stubEnv(name, value);
    expect((await provider.get(address))?.value).toBe('value');
  });

  it('of single sign-on without a stored token is UNAUTHENTICATED', async () => {
    vi.stubEnv('HOME', folder);
    const sso = {
      startUrl: 'https://example.awsapps.com/start',
      region: 'eu-central-1',
      accountId: '111122223333',
      roleName: 'reader',
    };
    await expect(createAwsIdentity({ sso })()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('that is half given is refused at once', () => {
    const half = [{ accessKeyId: 'AKIA' }, { secretAccessKey: 'secret' }, { webIdentityTokenFile: 'token' }];
    for (const identity of half)
      expect(() => createAwsIdentity(identity)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
  });

  it('never shows its keys in an error', async () => {
    const secretAccessKey = 'Unknown/Secret+Key';
    const credentials = createAwsIdentity({ accessKeyId: 'AKIAUNKNOWN', secretAccessKey, roleArn: role('reader') });
    const error = await credentials().catch((thrown: unknown) => thrown);
    const { inspect } = await import('node:util');
    expect(inspect(error, { showHidden: true, depth: 8 }) + JSON.stringify(error)).not.toContain(secretAccessKey);
  });
});

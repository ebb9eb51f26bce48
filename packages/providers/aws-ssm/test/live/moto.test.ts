import { createSecrets } from '@keyrack/core';
import { startAwsProxy } from '@keyrack/emulators';
import { motoUrl, openMotoAccount } from '@keyrack/live-servers/moto-account';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createAwsIdentity } from '../../src/index.js';
import { harnessAt, providerAt } from '../harness.js';
import { describeSsmContract } from '../ssm-contract.js';
import { motoHarness, region } from './moto-harness.js';

// The faults are those of one request: waiting for the official client to try them again shows nothing more.
process.env.AWS_MAX_ATTEMPTS = '1';

describeSsmContract('moto', motoHarness);

describe('requests', () => {
  const names = Array.from({ length: 100 }, (_, index) => `N${index}`);

  async function setUp() {
    const account = await openMotoAccount();
    const { keys, deny } = await account.addUser('user');
    const proxy = await startAwsProxy(motoUrl());
    const provider = providerAt({ endpoint: proxy.url, region, keys });
    const { seed, dispose } = harnessAt({ endpoint: motoUrl(), region, keys });
    onTestFinished(async () => {
      await provider.close();
      await dispose();
      await proxy.close();
    });
    await Promise.all(names.map((name) => seed({ path: [name] }, `value of ${name}`)));
    return { account, keys, deny, proxy, provider };
  }

  it('reads a hundred names in ten of them, and one name in one', async () => {
    const { proxy, provider } = await setUp();
    const secrets = createSecrets({ provider });
    const results = await secrets.getMany(names);
    expect(results.map((result) => 'secret' in result && result.secret.reveal())).toEqual(
      names.map((name) => `value of ${name}`),
    );
    expect(proxy.requests.count()).toBe(10);
    proxy.requests.clear();
    await secrets.get('N1');
    expect(proxy.requests.entries).toMatchObject([{ operation: 'GetParameter', names: ['/shop/N1'] }]);
  });

  it('asks once for a batch that is denied, then name by name', async () => {
    const { proxy, provider, deny } = await setUp();
    await deny('ssm:GetParameters');
    const secrets = createSecrets({ provider });
    for (const slice of [names.slice(0, 10), names.slice(10, 20)]) {
      const results = await secrets.getMany(slice);
      expect(results.every((result) => 'secret' in result)).toBe(true);
    }
    expect(proxy.requests.count({ operation: 'GetParameters' })).toBe(1);
    expect(proxy.requests.count({ operation: 'GetParameter' })).toBe(20);
  });

  it('assumes a role once for all readers', async () => {
    const { account, keys, proxy } = await setUp();
    const roleArn = await account.addRole('reader');
    const credentials = createAwsIdentity({ ...keys, roleArn, region, endpoint: proxy.url });
    const provider = providerAt({ endpoint: proxy.url, region, keys }, { credentials });
    onTestFinished(() => provider.close());
    await Promise.all(names.slice(0, 20).map((name) => provider.get({ path: [name] })));
    expect(proxy.requests.count({ operation: 'AssumeRole' })).toBe(1);
    expect(proxy.requests.count({ operation: 'GetParameter' })).toBe(20);
  });

  it('tells the status to who may describe and not read', async () => {
    const { deny, provider, proxy } = await setUp();
    await deny('ssm:GetParameter*', 'kms:*');
    expect(await provider.status({ path: ['N1'] })).toMatchObject({ state: 'present' });
    expect(await provider.status({ path: ['MISSING'] })).toMatchObject({ state: 'absent' });
    await expect(provider.get({ path: ['N1'] })).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    expect(proxy.requests.find({ operation: 'DescribeParameters' })).toHaveLength(2);
  });
});

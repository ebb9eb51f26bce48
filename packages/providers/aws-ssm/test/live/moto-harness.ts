import { startAwsProxy } from '@keyrack/emulators';
import { motoUrl, openMotoAccount } from '@keyrack/live-servers/moto-account';
import type { FaultKind, Harness } from '@keyrack/testing';
import { harnessAt, impatientClient, providerAt } from '../harness.js';
import { networkFaults } from '../ssm-contract.js';

export const region = 'us-east-1';
const readActions = ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParameterHistory', 'kms:Decrypt'];

// What moto refuses by itself. The other faults happen between it and the client.
const refusals: Partial<Record<FaultKind, readonly string[]>> = {
  forbidden: ['ssm:*'],
  'forbidden-batch': ['ssm:GetParameters', 'ssm:DeleteParameters'],
};

/** An empty moto with its permissions on, behind a proxy that counts requests and breaks connections. */
export async function motoHarness({ impatient = false } = {}): Promise<Harness> {
  const url = motoUrl();
  const account = await openMotoAccount(url);
  const admin = await account.addUser('admin');
  const user = await account.addUser('user');
  const proxy = await startAwsProxy(url);
  const behind = harnessAt({ endpoint: url, region, keys: admin.keys });
  const server = { endpoint: proxy.url, region, keys: user.keys };
  const client = impatient ? { client: impatientClient(server) } : {};
  const createProvider = () => providerAt(server, client);
  return {
    ...behind,
    provider: createProvider(),
    createProvider,
    canaries: [user.keys.secretAccessKey],
    faults: networkFaults,
    async fault(kind) {
      if (kind === 'undecryptable') throw new Error('values are decrypted by AWS');
      proxy.clearFaults();
      await user.deny(...(refusals[kind] ?? []));
      if (!refusals[kind]) proxy.fault(kind);
    },
    async clearFaults() {
      proxy.clearFaults();
      await user.deny();
    },
    denyReads: () => user.deny(...readActions),
    requestCount: () => proxy.requests.count({ service: 'ssm' }),
    async dispose() {
      await behind.dispose();
      await proxy.close();
    },
  };
}

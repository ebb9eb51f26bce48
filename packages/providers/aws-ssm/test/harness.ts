import { SSM } from '@aws-sdk/client-ssm';
import { startAwsEmulator } from '@keyrack/emulators';
import type { Harness } from '@keyrack/testing';
import { type AwsKeys, type AwsSsmOptions, createAwsIdentity, createAwsSsm } from '../src/index.js';
import { networkFaults } from './ssm-contract.js';

/** A server that speaks the protocol of Parameter Store, and a login to it. */
export interface SsmServer {
  readonly endpoint: string;
  readonly region: string;
  readonly keys: AwsKeys;
}

const prefix = '/shop';

/** The parameter behind an address that a case makes up, without the help of the provider's own names. */
function nameOf(address: Parameters<Harness['peek']>[0]): string {
  return 'path' in address ? [prefix, ...address.path].join('/') : address.reference;
}

/** A provider for a server, as everybody makes it. */
export function providerAt({ endpoint, region, keys }: SsmServer, options: AwsSsmOptions = {}) {
  return createAwsSsm({ endpoint, region, prefix, credentials: async () => keys, ...options });
}

/** What any server can do, a real one too: it is filled and looked at through the official client. */
export function harnessAt(server: SsmServer, options: AwsSsmOptions = {}): Harness {
  const { endpoint, region, keys } = server;
  const ssm = new SSM({ endpoint, region, credentials: keys });
  const createProvider = () => providerAt(server, options);
  const orAbsent = (error: Error): undefined => {
    if (error.name !== 'ParameterNotFound') throw error;
  };
  return {
    provider: createProvider(),
    createProvider,
    address: (name) => ({ path: ['contract', name] }),
    async seed(address, Value) {
      await ssm.putParameter({ Name: nameOf(address), Value, Type: 'SecureString', Overwrite: true });
    },
    async peek(address) {
      const answer = await ssm.getParameter({ Name: nameOf(address), WithDecryption: true }).catch(orAbsent);
      return answer?.Parameter?.Value;
    },
    async label(address, version, label) {
      await ssm.labelParameterVersion({ Name: nameOf(address), ParameterVersion: Number(version), Labels: [label] });
    },
    remove: async (address) => void (await ssm.deleteParameter({ Name: nameOf(address) }).catch(orAbsent)),
    async peekMetadata(address) {
      const Name = nameOf(address);
      const ParameterFilters = [{ Key: 'Name', Option: 'Equals', Values: [Name] }];
      const { Parameters: [found] = [] } = await ssm.describeParameters({ ParameterFilters });
      if (!found) return undefined;
      const { TagList = [] } = await ssm.listTagsForResource({ ResourceType: 'Parameter', ResourceId: Name });
      const tags = Object.fromEntries(TagList.map(({ Key = '', Value = '' }) => [Key, Value]));
      return { tags, ...(found.Description !== undefined && { description: found.Description }) };
    },
    faults: [],
    fault: (kind) => Promise.reject(new Error(`this server has no fault ${kind}`)),
    clearFaults: async () => undefined,
    canaries: [keys.secretAccessKey, ...(keys.sessionToken === undefined ? [] : [keys.sessionToken])],
    dispose: async () => ssm.destroy(),
  };
}

/** The emulator with a temporary login, as most are. */
export async function startServer() {
  const aws = await startAwsEmulator();
  const { region, ...keys } = aws.credentials;
  const roleArn = 'arn:aws:iam::111122223333:role/tests';
  const login = createAwsIdentity({ ...keys, roleArn, region, endpoint: aws.url });
  return { aws, server: { endpoint: aws.url, region, keys: await login() } };
}

/** A client that does not try again, and so never slows down. */
export function impatientClient({ endpoint, region, keys }: SsmServer): SSM {
  return new SSM({ endpoint, region, credentials: keys, maxAttempts: 1 });
}

/** The emulator, which can be disturbed and looked into from behind. */
export async function emulatorHarness({ impatient = false } = {}): Promise<Harness> {
  const { aws, server } = await startServer();
  const { dispose, ...shared } = harnessAt(server, impatient ? { client: impatientClient(server) } : {});
  return {
    ...shared,
    seed: async (address, value) => aws.ssm.seed(nameOf(address), value),
    peek: async (address) => aws.ssm.peek(nameOf(address)),
    remove: async (address) => aws.ssm.remove(nameOf(address)),
    async peekMetadata(address) {
      const found = aws.ssm.describe(nameOf(address));
      return found && { tags: found.tags, ...(found.description !== undefined && { description: found.description }) };
    },
    faults: networkFaults,
    async fault(kind) {
      if (kind === 'undecryptable') throw new Error('values are decrypted by AWS');
      aws.clearFaults();
      aws.fault(kind);
    },
    clearFaults: async () => aws.clearFaults(),
    denyReads: async () => aws.deny({ action: 'kms:Decrypt' }),
    async damage(address) {
      const { keyId } = aws.kms.createKey();
      aws.ssm.seed(nameOf(address), aws.ssm.peek(nameOf(address)) ?? 'value', { keyId });
      aws.kms.disableKey(keyId);
    },
    requestCount: () => aws.requests.count({ service: 'ssm' }),
    async dispose() {
      await dispose();
      await aws.close();
    },
  };
}

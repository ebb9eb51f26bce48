import { lazy, secretError } from '@keyrack/core/provider';
import { clientConfig, type OfficialClient, officialClient, type SsmClient } from './client.js';
import { kind } from './errors.js';
import { createAwsIdentity } from './identity.js';
import type { AwsSsmSettings } from './options.js';

/** The clients of one provider, each made at its first call. */
export interface Clients {
  reader(): Promise<SsmClient>;
  writer(): Promise<SsmClient>;
  /** Ends the connections. A client that was handed in stays open. */
  close(): void;
}

/** Makes the {@link Clients} of one provider: one client, or two where reading and writing have roles of their own. */
export function createClients(settings: AwsSsmSettings): Clients {
  const { client, readRoleArn, writeRoleArn } = settings;
  const opened: { destroy(): void }[] = [];
  const connection = (roleArn: string | undefined): (() => Promise<SsmClient>) =>
    lazy(async () => {
      if (client) return client;
      const ssm = await connect(settings, roleArn);
      opened.push(ssm);
      return ssm;
    });
  const reader = connection(readRoleArn);
  return {
    reader,
    writer: readRoleArn === writeRoleArn ? reader : connection(writeRoleArn),
    close: () => opened.forEach((ssm) => void ssm.destroy()),
  };
}

async function connect({ region, endpoint, profile, ...login }: AwsSsmSettings, roleArn?: string): Promise<OfficialClient> {
  const { SSM } = await officialClient();
  const own = login.credentials ?? (profile === undefined ? undefined : createAwsIdentity({ profile, region }));
  const credentials = roleArn === undefined ? own : createAwsIdentity({ roleArn, region }, own);
  const ssm = new SSM({ ...clientConfig({ region, endpoint, profile, credentials }), retryMode: 'adaptive' });
  await ssm.config.region().catch((error: unknown) => {
    const message = 'the region of the parameters is not known. Set `region`, AWS_REGION, or a region in the profile.';
    throw secretError(message, { code: 'INVALID_CONFIG', provider: kind, operation: 'connect', original: error });
  });
  return ssm;
}

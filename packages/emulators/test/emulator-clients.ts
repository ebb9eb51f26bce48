import { KMSClient } from '@aws-sdk/client-kms';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import { onTestFinished } from 'vitest';
import type { AwsEmulator, AwsEmulatorOptions, AwsKeys } from '../src/index.js';
import { startAwsEmulator } from '../src/index.js';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

/** An emulator that ends with the test. */
export async function emulator(options: AwsEmulatorOptions = {}): Promise<AwsEmulator> {
  const aws = await startAwsEmulator(options);
  onTestFinished(() => aws.close());
  return aws;
}

/** The official clients, pointed at the emulator, without retries. */
export function clientsOf(aws: AwsEmulator, credentials: AwsKeys = aws.credentials) {
  const options = { endpoint: aws.url, region: aws.credentials.region, credentials: { ...credentials }, maxAttempts: 1 };
  return { ssm: new SSMClient(options), kms: new KMSClient(options), sts: new STSClient(options) };
}

/** The official name of the error that a call rejects with, and its message. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => new Error('resolved'),
    (reason: unknown) => reason as Error & { $metadata?: { httpStatusCode?: number } },
  );
  const status = '$metadata' in error ? error.$metadata?.httpStatusCode : undefined;
  return `${status} ${error.name}: ${error.message}`;
}

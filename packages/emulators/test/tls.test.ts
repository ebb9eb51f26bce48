import { X509Certificate } from 'node:crypto';
import { DescribeParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { createCertificates } from '../src/kit/index.js';
import { emulator, refusal } from './emulator-clients.js';

describe('TLS', () => {
  it('the certificate is for loopback only and was issued by its authority', () => {
    const { ca, certificate } = createCertificates();
    const [authority, leaf] = [new X509Certificate(ca), new X509Certificate(certificate)];
    expect([authority.ca, leaf.ca]).toEqual([true, false]);
    expect(leaf.checkIssued(authority)).toBe(true);
    expect(leaf.verify(authority.publicKey)).toBe(true);
    expect(leaf.checkHost('localhost')).toBe('localhost');
    expect(leaf.checkHost('example.com')).toBeUndefined();
    expect([leaf.checkIP('127.0.0.1'), leaf.checkIP('::1'), leaf.checkIP('127.0.0.2')]).toEqual(['127.0.0.1', '::1', undefined]);
    expect(Date.parse(leaf.validTo) - Date.now()).toBeGreaterThan(29 * 24 * 3_600_000);
  });

  it('is believed by a client that trusts the authority, and by no other', async () => {
    const aws = await emulator({ tls: true });
    expect(aws.url).toMatch(/^https:\/\/127\.0\.0\.1:/);
    const options = { endpoint: aws.url, region: 'us-east-1', credentials: aws.credentials, maxAttempts: 1 };
    const trusting = new SSMClient({ ...options, requestHandler: { httpsAgent: { ca: aws.ca! } } });
    expect((await trusting.send(new DescribeParametersCommand({}))).Parameters).toEqual([]);
    expect(await refusal(new SSMClient(options).send(new DescribeParametersCommand({})))).toMatch(
      /unable to (verify|get)|self-signed/,
    );
    trusting.destroy();
  });
});

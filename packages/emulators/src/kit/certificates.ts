import type { KeyObject } from 'node:crypto';
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { bitString, bytes, context, flag, objectId, octets, positiveInteger, sequence, setOf, text, utcTime } from './der.js';

/** What a server needs to speak https, and what a client needs to believe it. */
export interface Certificates {
  /** PEM of the authority; a client has to trust it (`NODE_EXTRA_CA_CERTS`). Nothing else was or will be signed with it. */
  readonly ca: string;
  /** PEM for localhost, 127.0.0.1 and ::1. */
  readonly certificate: string;
  /** PEM of the private key. */
  readonly key: string;
}

const hour = 3_600_000;
const ids = {
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  commonName: '2.5.4.3',
  subjectKeyId: '2.5.29.14',
  keyUsage: '2.5.29.15',
  alternativeNames: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  authorityKeyId: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  serverAuth: '1.3.6.1.5.5.7.3.1',
};

/**
 * An authority made for this once, and a certificate for loopback, good for a month.
 *
 * Node makes keys and signatures and no certificates, so these are written out here; RFC 5280 says how.
 *
 * @example
 * const { ca, certificate, key } = createCertificates();
 * const server = await startHttpServer({ tls: { key, certificate }, answer });
 */
export function createCertificates(): Certificates {
  const authority = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const leaf = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const issuer = { name: 'keyrack emulators', key: authority.privateKey };
  const authorityId = keyId(authority.publicKey);
  const ca = issue(issuer, { name: issuer.name, key: authority.publicKey }, [
    extension(ids.basicConstraints, sequence(flag(true)), true),
    extension(ids.keyUsage, bitString(bytes(0b0000_0110), 1), true), // signs certificates and revocation lists
    extension(ids.subjectKeyId, octets(authorityId)),
  ]);
  const certificate = issue(issuer, { name: 'localhost', key: leaf.publicKey }, [
    extension(ids.basicConstraints, sequence(), true),
    extension(ids.keyUsage, bitString(bytes(0b1000_0000), 7), true), // signs a handshake
    extension(ids.extendedKeyUsage, sequence(objectId(ids.serverAuth))),
    extension(ids.subjectKeyId, octets(keyId(leaf.publicKey))),
    extension(ids.authorityKeyId, sequence(context(0, authorityId))),
    extension(ids.alternativeNames, sequence(...loopbackNames)),
  ]);
  return { ca, certificate, key: leaf.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

const loopbackNames = [
  context(2, Buffer.from('localhost')),
  context(7, bytes(127, 0, 0, 1)),
  context(7, bytes(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)),
];

function issue(
  issuer: { readonly name: string; readonly key: KeyObject },
  subject: { readonly name: string; readonly key: KeyObject },
  extensions: readonly Buffer[],
): string {
  const now = Date.now();
  const algorithm = sequence(objectId(ids.ecdsaWithSha256));
  const body = sequence(
    context(0, positiveInteger(bytes(2)), 'constructed'), // version 3
    positiveInteger(randomBytes(16)),
    algorithm,
    distinguishedName(issuer.name),
    sequence(utcTime(now - hour), utcTime(now + 30 * 24 * hour)),
    distinguishedName(subject.name),
    subject.key.export({ type: 'spki', format: 'der' }),
    context(3, sequence(...extensions), 'constructed'),
  );
  const certificate = sequence(body, algorithm, bitString(sign('sha256', body, issuer.key)));
  const lines = certificate.toString('base64').replace(/.{64}/g, '$&\n').trimEnd();
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}

function distinguishedName(name: string): Buffer {
  return sequence(setOf(sequence(objectId(ids.commonName), text(name))));
}

function extension(id: string, value: Buffer, critical = false): Buffer {
  return sequence(objectId(id), ...(critical ? [flag(true)] : []), octets(value));
}

function keyId(key: KeyObject): Buffer {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest()
    .subarray(0, 20);
}

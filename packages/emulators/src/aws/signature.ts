import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { WireRequest } from '../kit/wire.js';

/** What a signed request says about its signature. */
export interface ClaimedSignature {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `X-Amz-Date`. */
  readonly signedAt: string;
}

const header =
  /^AWS4-HMAC-SHA256\s+Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request,\s*SignedHeaders=([^,]+),\s*Signature=([0-9a-f]{64})$/;

/** Reads the header `Authorization`; `undefined` when it is missing or is not one of Signature Version 4. */
export function claimedSignature({ headers }: WireRequest): ClaimedSignature | undefined {
  const match = header.exec(headers.authorization ?? '');
  if (!match) return undefined;
  const [, accessKeyId = '', date = '', region = '', service = '', signedHeaders = '', signature = ''] = match;
  const signedAt = headers['x-amz-date'] ?? '';
  return { accessKeyId, date, region, service, signedHeaders: signedHeaders.split(';'), signature, signedAt };
}

/**
 * Whether the request was signed, as it arrived, with this secret key.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function isSignedBy(secretAccessKey: string, claim: ClaimedSignature, request: WireRequest): boolean {
  const { date, region, service, signedAt, signedHeaders } = claim;
  if (!signedHeaders.includes('host') || !signedAt.startsWith(date)) return false;
  const scope = `${date}/${region}/${service}/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', signedAt, scope, sha256(canonicalRequest(request, signedHeaders))].join('\n');
  const key = [date, region, service, 'aws4_request'].reduce<string | Buffer>(
    (previous, part) => createHmac('sha256', previous).update(part).digest(),
    `AWS4${secretAccessKey}`,
  );
  const expected = createHmac('sha256', key).update(text).digest();
  return timingSafeEqual(expected, Buffer.from(claim.signature, 'hex'));
}

function canonicalRequest({ method, path, query, headers, body }: WireRequest, signedHeaders: readonly string[]): string {
  const pairs = [...query].map(([name, value]) => `${encoded(name)}=${encoded(value)}`).toSorted();
  const lines = signedHeaders.map((name) => `${name}:${(headers[name] ?? '').trim().replace(/\s+/g, ' ')}\n`);
  // Every service but S3 encodes the path a second time.
  const canonicalPath = path.split('/').map(encoded).join('/');
  return [method, canonicalPath, pairs.join('&'), lines.join(''), signedHeaders.join(';'), sha256(body)].join('\n');
}

function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

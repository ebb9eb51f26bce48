import { randomUUID } from 'node:crypto';
import type { WireResponse } from '../../kit/wire.js';

const namespace = 'https://sts.amazonaws.com/doc/2011-06-15/';
const headers = { 'content-type': 'text/xml' };

/** A tree of elements: texts and further elements by name. */
export interface XmlTree {
  readonly [name: string]: string | number | XmlTree;
}

/** A result of the query protocol. */
export function stsResultXml(operation: string, result: XmlTree): WireResponse {
  const body = elements({ [`${operation}Result`]: result, ResponseMetadata: { RequestId: randomUUID() } });
  return { status: 200, headers, body: `<${operation}Response xmlns="${namespace}">${body}</${operation}Response>` };
}

// What the JSON services call one thing and STS another, with another status.
const spellings: Readonly<Record<string, readonly [code: string, status: number]>> = {
  AccessDeniedException: ['AccessDenied', 403],
  ThrottlingException: ['Throttling', 400],
  InternalServerError: ['ServiceUnavailable', 503],
  UnrecognizedClientException: ['InvalidClientTokenId', 403],
  InvalidSignatureException: ['SignatureDoesNotMatch', 403],
  MissingAuthenticationToken: ['MissingAuthenticationToken', 403],
  ExpiredTokenException: ['ExpiredToken', 403],
  ValidationException: ['ValidationError', 400],
  UnknownOperationException: ['InvalidAction', 400],
};

/** A refusal of the query protocol. https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html */
export function stsErrorXml(code: string, message: string, status: number): WireResponse {
  const [spelt, itsStatus] = spellings[code] ?? [code, status];
  const error = {
    Error: { Type: itsStatus < 500 ? 'Sender' : 'Receiver', Code: spelt, Message: message },
    RequestId: randomUUID(),
  };
  return { status: itsStatus, headers, body: `<ErrorResponse xmlns="${namespace}">${elements(error)}</ErrorResponse>` };
}

function elements(tree: XmlTree): string {
  return Object.entries(tree)
    .map(([name, value]) => `<${name}>${typeof value === 'object' ? elements(value) : escaped(String(value))}</${name}>`)
    .join('');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

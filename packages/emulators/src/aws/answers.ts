import type { WireResponse } from '../kit/wire.js';
import type { AwsCall } from './aws-call.js';
import type { AwsError } from './aws-error.js';
import { stsErrorXml } from './sts/sts-xml.js';

const json = { 'content-type': 'application/x-amz-json-1.1' };

/** A result of the JSON services. */
export function jsonAnswer(result: object): WireResponse {
  return { status: 200, headers: json, body: JSON.stringify(result) };
}

/** A refusal, in the format of the service that was asked. */
export function errorAnswer({ code, message, status }: AwsError, { service }: AwsCall): WireResponse {
  if (service === 'sts') return stsErrorXml(code, message, status);
  return {
    status,
    headers: { ...json, 'x-amzn-errortype': code },
    body: JSON.stringify({ __type: code, ...(message && { message }) }),
  };
}

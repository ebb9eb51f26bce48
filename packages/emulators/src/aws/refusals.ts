import type { Refusal } from '../kit/emulator.js';
import type { WireResponse } from '../kit/wire.js';
import { errorAnswer } from './answers.js';
import type { AwsCall } from './aws-call.js';
import { AwsError } from './aws-error.js';

const words: Readonly<Record<Refusal, (call: AwsCall) => AwsError>> = {
  unauthenticated: () => new AwsError('UnrecognizedClientException', 'The security token included in the request is invalid.'),
  forbidden: ({ service, operation, principal = 'anonymous' }) =>
    new AwsError(
      'AccessDeniedException',
      `User: ${principal} is not authorized to perform: ${service}:${operation} because no identity-based policy allows the ${service}:${operation} action`,
    ),
  'rate-limited': () => new AwsError('ThrottlingException', 'Rate exceeded'),
  unavailable: () => new AwsError('InternalServerError', 'An error occurred on the server side.', 500),
};

const serverErrors = /^Internal|Unavailable/;

/** A planned error of AWS, by its code. */
export function refuseWithCode(code: string, call: AwsCall): WireResponse {
  return errorAnswer(new AwsError(code, `${code} was planned for this call.`, serverErrors.test(code) ? 500 : 400), call);
}

/** A planned refusal in AWS's words. */
export function refuseCall(refusal: Refusal, call: AwsCall): WireResponse {
  return errorAnswer(words[refusal](call), call);
}

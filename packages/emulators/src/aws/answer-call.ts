import type { WireRequest, WireResponse } from '../kit/wire.js';
import { bodyText } from '../kit/wire.js';
import { errorAnswer, jsonAnswer } from './answers.js';
import type { AwsCall } from './aws-call.js';
import { AwsError } from './aws-error.js';
import type { Backend } from './backend.js';
import type { Caller } from './caller.js';
import type { Input } from './input.js';
import { readInput } from './input.js';
import { kmsOperations } from './kms/kms-operations.js';
import type { Signer } from './logins.js';
import { parseJson } from './parse-json.js';
import { ssmOperations } from './ssm/ssm-operations.js';
import { answerSts } from './sts/sts-operations.js';

/** Finds the operation, asks who calls, and answers; a refusal becomes an answer too. */
export function answerCall(backend: Backend, request: WireRequest, call: AwsCall): WireResponse {
  try {
    return answer(backend, request, call);
  } catch (error) {
    if (error instanceof AwsError) return errorAnswer(error, call);
    throw error;
  }
}

function answer(backend: Backend, request: WireRequest, call: AwsCall): WireResponse {
  if (request.method !== 'POST' || request.path !== '/' || call.service === 'unknown') throw unknownOperation();
  const authenticate = () => checkedSigner(backend, request, call);
  if (call.service === 'sts') return answerSts(backend, request, authenticate);

  const signer = authenticate();
  const caller: Caller = {
    principal: signer,
    authorize: (action, resource, conditions) => backend.permissions.check(signer, action, resource, conditions),
  };
  return jsonAnswer(carryOut(backend, call, { input: jsonInput(request), caller, region: signer.region }));
}

function carryOut(
  backend: Backend,
  { service, operation }: AwsCall,
  { input, caller, region }: { input: Input; caller: Caller; region: string },
): object {
  if (service === 'ssm' && Object.hasOwn(ssmOperations, operation)) {
    return ssmOperations[operation]!(backend.parameters(region), input, caller);
  }
  if (service === 'kms' && Object.hasOwn(kmsOperations, operation)) {
    return kmsOperations[operation]!({ region, keys: backend.keys(region) }, input, caller);
  }
  throw unknownOperation();
}

function checkedSigner({ logins }: Backend, request: WireRequest, { service }: AwsCall): Signer {
  const signer = logins.authenticate(request);
  if (signer.service === service) return signer;
  throw new AwsError('InvalidSignatureException', `Credential should be scoped to correct service: '${service}'.`);
}

function jsonInput(request: WireRequest): Input {
  const fields = parseJson(bodyText(request));
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) throw new AwsError('SerializationException', '');
  return readInput(fields as Record<string, unknown>);
}

function unknownOperation(): AwsError {
  return new AwsError('UnknownOperationException', '');
}

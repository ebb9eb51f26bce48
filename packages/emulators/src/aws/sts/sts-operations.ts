import type { WireRequest, WireResponse } from '../../kit/wire.js';
import { bodyText } from '../../kit/wire.js';
import { accountId } from '../account.js';
import { AwsError } from '../aws-error.js';
import type { Backend } from '../backend.js';
import type { Signer } from '../logins.js';
import { assumeRole, assumeRoleWithWebIdentity, credentialsXml, duration } from './assume-role.js';
import type { XmlTree } from './sts-xml.js';
import { stsResultXml } from './sts-xml.js';

/** One call of STS; not all of them are signed, so each says when it wants to know who calls. */
export interface StsCall {
  readonly backend: Backend;
  readonly form: URLSearchParams;
  authenticate(): Signer;
}

const operations: Readonly<Record<string, (call: StsCall) => XmlTree>> = {
  GetCallerIdentity: getCallerIdentity,
  AssumeRole: assumeRole,
  AssumeRoleWithWebIdentity: assumeRoleWithWebIdentity,
  GetSessionToken: getSessionToken,
};

/** Answers a request of the query protocol. */
export function answerSts(backend: Backend, request: WireRequest, authenticate: () => Signer): WireResponse {
  const form = new URLSearchParams(bodyText(request));
  const action = form.get('Action') ?? '';
  const operation = Object.hasOwn(operations, action) ? operations[action] : undefined;
  if (!operation) {
    throw new AwsError('UnknownOperationException', `Could not find operation ${action} for version ${form.get('Version')}`);
  }
  return stsResultXml(action, operation({ backend, form, authenticate }));
}

/** No permission is needed, not even an explicit denial counts: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
function getCallerIdentity({ authenticate }: StsCall): XmlTree {
  const { login } = authenticate();
  return { UserId: login.userId, Account: accountId, Arn: login.arn };
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html */
function getSessionToken({ backend, form, authenticate }: StsCall): XmlTree {
  const { login } = authenticate();
  if (login.sessionToken !== undefined) {
    throw new AwsError('AccessDeniedException', 'Cannot call GetSessionToken with session credentials');
  }
  const seconds = duration(form, { fallback: 43_200, max: 129_600 });
  return { Credentials: credentialsXml(backend.logins.addTemporary({ arn: login.arn, userId: login.userId }, seconds)) };
}

import { accountId } from '../account.js';
import { AwsError, invalid } from '../aws-error.js';
import type { Backend } from '../backend.js';
import { newKeyId } from '../logins.js';
import { accessDenied } from '../permissions.js';
import type { TrustRule } from './roles.js';
import type { StsCall } from './sts-operations.js';
import type { XmlTree } from './sts-xml.js';

const maxSeconds = 43_200;
const role = new RegExp(`^arn:aws:iam::${accountId}:role/(?:[\\w+=,.@/-]*/)?([\\w+=,.@-]{1,64})$`);

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export function assumeRole({ backend, form, authenticate }: StsCall): XmlTree {
  const signer = authenticate();
  const roleArn = required(form, 'RoleArn');
  const session = sessionName(form);
  const seconds = duration(form, { fallback: 3600, max: maxSeconds });
  const action = 'sts:AssumeRole';
  backend.permissions.check(signer, action, [roleArn]);
  const rule = backend.roles.ruleFor(roleArn);
  const trusted =
    role.test(roleArn) &&
    (rule?.externalId === undefined || rule.externalId === form.get('ExternalId')) &&
    (rule?.accessKeyIds === undefined || rule.accessKeyIds.includes(signer.accessKeyId));
  if (!trusted) throw accessDenied(signer.arn, action, roleArn);
  checkSession(seconds, { rule, chained: signer.login.arn.includes(':assumed-role/') });
  return sessionOf(backend, { roleArn, session, seconds });
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html */
export function assumeRoleWithWebIdentity({ backend, form }: StsCall): XmlTree {
  const roleArn = required(form, 'RoleArn');
  const session = sessionName(form);
  const seconds = duration(form, { fallback: 3600, max: maxSeconds });
  const { subject, audience } = backend.roles.readToken(required(form, 'WebIdentityToken'));
  const rule = backend.roles.ruleFor(roleArn);
  const trusted = role.test(roleArn) && (rule?.subject === undefined || rule.subject === subject);
  if (!trusted) throw new AwsError('AccessDeniedException', 'Not authorized to perform sts:AssumeRoleWithWebIdentity');
  checkSession(seconds, { rule, chained: false });
  return {
    ...sessionOf(backend, { roleArn, session, seconds }),
    SubjectFromWebIdentityToken: subject,
    Audience: audience,
  };
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining
function checkSession(seconds: number, { rule, chained }: { rule: TrustRule | undefined; chained: boolean }): void {
  if (chained && seconds > 3600) {
    throw invalid('The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining');
  }
  if (seconds > (rule?.maxSessionSeconds ?? maxSeconds)) {
    throw invalid('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
  }
}

/** A whole number of seconds within what the operation takes. */
export function duration(form: URLSearchParams, { fallback, max }: { fallback: number; max: number }): number {
  const seconds = Number(form.get('DurationSeconds') ?? fallback);
  if (Number.isInteger(seconds) && seconds >= 900 && seconds <= max) return seconds;
  throw invalid(
    `1 validation error detected: Value '${form.get('DurationSeconds')}' at 'durationSeconds' failed to satisfy constraint: Member must have value between 900 and ${max}`,
  );
}

function sessionOf(
  backend: Backend,
  { roleArn, session, seconds }: { roleArn: string; session: string; seconds: number },
): XmlTree {
  const name = role.exec(roleArn)?.[1] ?? '';
  const userId = `${newKeyId('AROA')}:${session}`;
  const arn = `arn:aws:sts::${accountId}:assumed-role/${name}/${session}`;
  const login = backend.logins.addTemporary({ arn, userId }, seconds);
  return { Credentials: credentialsXml(login), AssumedRoleUser: { AssumedRoleId: userId, Arn: arn } };
}

/** Temporary keys as STS gives them. */
export function credentialsXml({
  accessKeyId,
  secretAccessKey,
  sessionToken = '',
  expiresAt = 0,
}: {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
  expiresAt?: number;
}): XmlTree {
  return {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
    Expiration: new Date(expiresAt).toISOString().replace(/\.\d+Z$/, 'Z'),
  };
}

function sessionName(form: URLSearchParams): string {
  const session = required(form, 'RoleSessionName');
  if (/^[\w+=,.@-]{2,64}$/.test(session)) return session;
  throw invalid(
    `1 validation error detected: Value '${session}' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*`,
  );
}

function required(form: URLSearchParams, field: string): string {
  const value = form.get(field);
  if (value) return value;
  const name = field.charAt(0).toLowerCase() + field.slice(1);
  throw invalid(`1 validation error detected: Value null at '${name}' failed to satisfy constraint: Member must not be null`);
}

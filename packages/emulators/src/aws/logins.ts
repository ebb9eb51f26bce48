import { randomBytes } from 'node:crypto';
import type { Clock } from '../kit/clock.js';
import type { WireRequest } from '../kit/wire.js';
import { accountId } from './account.js';
import { AwsError } from './aws-error.js';
import type { Principal } from './permissions.js';
import { claimedSignature, isSignedBy } from './signature.js';

/** Keys that a client signs with. */
export interface AwsKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Only for temporary ones. */
  readonly sessionToken?: string;
}

/** A login that the emulator knows. */
export interface Login extends AwsKeys {
  readonly arn: string;
  readonly userId: string;
  /** By the emulator's clock, in milliseconds. */
  readonly expiresAt?: number;
}

/** Who signed a request, and for which region. */
export interface Signer extends Principal {
  readonly login: Login;
  readonly region: string;
  readonly service: string;
}

/** The logins of the account. */
export interface Logins {
  /** A user with keys that do not expire. */
  addUser(name: string, keys?: Partial<AwsKeys>): Login;
  /** Temporary keys for a user or an assumed role. */
  addTemporary(identity: { readonly arn: string; readonly userId: string }, seconds: number): Login;
  arnOf(accessKeyId: string): string | undefined;
  /** Who signed this request. @throws UnrecognizedClientException, InvalidSignatureException, MissingAuthenticationToken, ExpiredTokenException */
  authenticate(request: WireRequest): Signer;
}

/** Logins, none so far. */
export function createLogins(clock: Clock): Logins {
  const known = new Map<string, Login>();
  const keep = (login: Login): Login => {
    known.set(login.accessKeyId, login);
    return login;
  };
  return {
    addUser(name, keys = {}) {
      const { accessKeyId = newKeyId('AKIA'), secretAccessKey = newSecret(30) } = keys;
      return keep({ accessKeyId, secretAccessKey, arn: `arn:aws:iam::${accountId}:user/${name}`, userId: newKeyId('AIDA') });
    },
    addTemporary: ({ arn, userId }, seconds) =>
      keep({
        accessKeyId: newKeyId('ASIA'),
        secretAccessKey: newSecret(30),
        sessionToken: newSecret(120),
        arn,
        userId,
        expiresAt: clock.now() + seconds * 1000,
      }),
    arnOf: (accessKeyId) => known.get(accessKeyId)?.arn,
    authenticate: (request) => authenticate(request, known, clock),
  };
}

function authenticate(request: WireRequest, known: ReadonlyMap<string, Login>, clock: Clock): Signer {
  const claim = claimedSignature(request);
  if (!claim) {
    if (request.headers.authorization) throw new AwsError('IncompleteSignature', 'Authorization header is malformed.');
    throw new AwsError('MissingAuthenticationToken', 'Missing Authentication Token');
  }
  const login = known.get(claim.accessKeyId);
  if (!login || login.sessionToken !== request.headers['x-amz-security-token']) {
    throw new AwsError('UnrecognizedClientException', 'The security token included in the request is invalid.');
  }
  if (!isSignedBy(login.secretAccessKey, claim, request)) {
    throw new AwsError(
      'InvalidSignatureException',
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.',
    );
  }
  checkAge(claim.signedAt);
  if (login.expiresAt !== undefined && login.expiresAt <= clock.now()) {
    throw new AwsError('ExpiredTokenException', 'The security token included in the request is expired');
  }
  return { login, region: claim.region, service: claim.service, accessKeyId: login.accessKeyId, arn: login.arn };
}

// Clients sign by the system's clock, so that one counts here, and not the emulator's.
function checkAge(signedAt: string): void {
  const signed = Date.parse(signedAt.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  if (Math.abs(Date.now() - signed) <= maxAgeMs) return;
  throw new AwsError('InvalidSignatureException', `Signature expired or not yet current: ${signedAt}`);
}

const maxAgeMs = 15 * 60_000;
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** An identifier in the form of AWS's own: four letters that say what it is, and sixteen more. */
export function newKeyId(prefix: string): string {
  return prefix + Array.from(randomBytes(16), (byte) => letters[byte % letters.length]).join('');
}

function newSecret(bytes: number): string {
  return randomBytes(bytes).toString('base64');
}

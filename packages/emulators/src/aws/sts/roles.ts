import { createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../kit/clock.js';
import { AwsError } from '../aws-error.js';
import { parseJson } from '../parse-json.js';

/** Who may assume a role. A role without such a rule can be assumed by every login of the account. */
export interface TrustRule {
  /** ARN of the role that may be assumed. */
  readonly roleArn: string;
  /** The external id that must come along. */
  readonly externalId?: string;
  /** Only these logins. Default: all. */
  readonly accessKeyIds?: readonly string[];
  /** How long a session may last. Default: 12 hours, the most that a role can allow. */
  readonly maxSessionSeconds?: number;
  /** Only web identities with this subject. Default: all that the emulator issued. */
  readonly subject?: string;
}

/** Whom a web identity token speaks for. */
export interface WebIdentity {
  /** Default: `keyrack`. */
  readonly subject?: string;
  /** Default: `sts.amazonaws.com`. */
  readonly audience?: string;
  /** By the emulator's clock. Default: an hour. */
  readonly expiresInSeconds?: number;
}

/** Roles and the tokens of the identity provider that they trust. */
export interface Roles {
  trust(rule: TrustRule): void;
  ruleFor(roleArn: string): TrustRule | undefined;
  /** A signed token in the form of a JWT. */
  issueToken(identity?: WebIdentity): string;
  /** Subject and audience of a token. @throws InvalidIdentityToken, ExpiredTokenException */
  readToken(token: string): { readonly subject: string; readonly audience: string };
  clear(): void;
}

const tokenIssuer = 'https://oidc.keyrack.example';

/** Roles without rules, and an identity provider with a key of its own. */
export function createRoles(clock: Clock): Roles {
  const rules = new Map<string, TrustRule>();
  const key = randomBytes(32);
  const sign = (text: string) => createHmac('sha256', key).update(text).digest();
  return {
    trust: (rule) => void rules.set(rule.roleArn, rule),
    ruleFor: (roleArn) => rules.get(roleArn),
    clear: () => rules.clear(),
    issueToken({ subject = 'keyrack', audience = 'sts.amazonaws.com', expiresInSeconds = 3600 } = {}) {
      const iat = Math.floor(clock.now() / 1000);
      const claims = { iss: tokenIssuer, sub: subject, aud: audience, iat, exp: iat + expiresInSeconds, jti: randomUUID() };
      const text = [{ alg: 'HS256', typ: 'JWT' }, claims].map((part) => base64url(JSON.stringify(part))).join('.');
      return `${text}.${base64url(sign(text))}`;
    },
    readToken(token) {
      const [head = '', body = '', signature = ''] = token.split('.');
      const given = Buffer.from(signature, 'base64url');
      const expected = sign(`${head}.${body}`);
      if (given.byteLength !== expected.byteLength || !timingSafeEqual(given, expected)) {
        throw new AwsError('InvalidIdentityToken', "Couldn't retrieve verification key from your identity provider.");
      }
      const claims = parseJson(Buffer.from(body, 'base64url').toString()) as { sub: string; aud: string; exp: number };
      if (claims.exp * 1000 <= clock.now()) {
        throw new AwsError('ExpiredTokenException', 'Token expired: current date/time must be before the expiration date/time.');
      }
      return { subject: claims.sub, audience: claims.aud };
    },
  };
}

function base64url(content: string | Buffer): string {
  return Buffer.from(content).toString('base64url');
}

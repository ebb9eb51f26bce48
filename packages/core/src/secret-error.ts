/** What went wrong, in twelve words. Append-only; messages are not part of the API. */
export type ErrorCode =
  | 'NOT_FOUND'
  | 'UNAUTHENTICATED'
  | 'PERMISSION_DENIED'
  | 'INVALID_ARGUMENT'
  | 'INVALID_CONFIG'
  | 'CONFLICT'
  | 'UNSUPPORTED'
  | 'RATE_LIMITED'
  | 'UNAVAILABLE'
  | 'TIMEOUT'
  | 'DECRYPT_FAILED'
  | 'UNKNOWN';

/** Every {@link ErrorCode} with what it tells the caller to do; `docs/error-codes.md` is made from it. */
export const errorCodes: Readonly<Record<ErrorCode, string>> = {
  NOT_FOUND: 'The backend says that the secret is not there.',
  UNAUTHENTICATED: 'No login, or one that the backend does not accept: log in again.',
  PERMISSION_DENIED: 'The login is known but may not do this: ask for the permission that the message names.',
  INVALID_ARGUMENT: 'A name, value or option of this call is malformed or too long: nothing was sent.',
  INVALID_CONFIG: 'The configuration is incomplete or contradictory: mend the place that the message names.',
  CONFLICT: 'Somebody else changed or holds it, or two secrets share one address: nothing was written.',
  UNSUPPORTED: 'This backend, or the way it is set up, cannot do this.',
  RATE_LIMITED: 'The backend asks to slow down: try again later.',
  UNAVAILABLE: 'The backend cannot be reached or is out of order: try again later.',
  TIMEOUT: 'The deadline passed before an answer came: try again, or raise the deadline.',
  DECRYPT_FAILED: 'The stored text cannot be decrypted or was tampered with.',
  UNKNOWN: 'Something unforeseen; the native error is available to code through `originalError`.',
};

/** What may be told of a native error: taken from an allow-list, never its message. */
export interface ErrorSummary {
  /** Name of its class, such as `ThrottlingException`. */
  readonly name?: string;
  /** Its code, such as `ECONNREFUSED`. */
  readonly code?: string;
  /** Status of the answer of HTTP. */
  readonly status?: number;
  /** What the backend calls the request, for its support. */
  readonly requestId?: string;
}

/** The one error class that keyrack throws for anything but programming mistakes (those are `TypeError`). */
export interface SecretError extends Error {
  /** What to do about it, as `docs/error-codes.md` explains. */
  readonly code: ErrorCode;
  /** Kind of the provider, such as `aws/ssm`. */
  readonly provider: string;
  /** Method that failed, such as `get`. */
  readonly operation: string;
  /** Formatted coordinate or address. Never a value. */
  readonly target?: string;
  /** Whether the same call may succeed later without any change. */
  readonly retryable: boolean;
  /** How many milliseconds the backend asked to be left alone for, if it said so. */
  readonly retryAfterMs?: number;
}

/** What a {@link SecretError} is made from, besides its message. */
export interface SecretErrorInit {
  /** What the caller can do about it. */
  readonly code: ErrorCode;
  /** Kind of the provider, such as `aws/ssm`. */
  readonly provider: string;
  /** Method that failed, such as `get`. */
  readonly operation: string;
  /** Formatted coordinate or address. Never a value. */
  readonly target?: string | undefined;
  /** Whether the same call may succeed later. Default: what the code says. */
  readonly retryable?: boolean | undefined;
  /** How many milliseconds the backend asked to be left alone for. Default: it did not say. */
  readonly retryAfterMs?: number | undefined;
  /** Kept for {@link originalError} only: never printed, never enumerable, summarised as `cause`. */
  readonly original?: unknown;
}

const brand = Symbol.for('keyrack.SecretError');
const originals = new WeakMap<object, unknown>();
const retryableCodes: readonly ErrorCode[] = ['RATE_LIMITED', 'UNAVAILABLE', 'TIMEOUT'];

// Only fields that every version of core has: an application may hold two versions through two providers.
class KeyrackSecretError extends Error implements SecretError {
  override readonly name: string = 'SecretError';
  readonly code: ErrorCode;
  readonly provider: string;
  readonly operation: string;
  declare readonly target?: string;
  readonly retryable: boolean;
  declare readonly retryAfterMs?: number;

  constructor(message: string, init: SecretErrorInit) {
    const summary = init.original === undefined ? undefined : summarise(init.original);
    super(message, summary && { cause: summary });
    this.code = init.code;
    this.provider = init.provider;
    this.operation = init.operation;
    if (init.target !== undefined) this.target = init.target;
    this.retryable = init.retryable ?? retryableCodes.includes(init.code);
    if (init.retryAfterMs !== undefined) this.retryAfterMs = init.retryAfterMs;
    Object.defineProperty(this, brand, { value: true });
    if (init.original !== undefined) originals.set(this, init.original);
  }

  toJSON(): Record<string, unknown> {
    const { name, code, message, provider, operation, target, retryable } = this;
    return { name, code, message, provider, operation, ...(target !== undefined && { target }), retryable };
  }
}

/**
 * Makes a {@link SecretError}: one sentence on what failed, one on what to do, never a value.
 *
 * @example
 * throw secretError('parameter "/shop/KEY" is not there. Create it with `set`.', {
 *   code: 'NOT_FOUND', provider: 'aws/ssm', operation: 'get', target: '/shop/KEY',
 * });
 */
export function secretError(message: string, init: SecretErrorInit): SecretError {
  return new KeyrackSecretError(message, init);
}

/**
 * Tells whether a thrown value is a {@link SecretError}, of this or another installed version of keyrack.
 *
 * @example
 * try { await secrets.get('DB_URL'); } catch (error) {
 *   if (isSecretError(error) && error.code === 'NOT_FOUND') useDefault();
 * }
 */
export function isSecretError(error: unknown): error is SecretError {
  return error instanceof Error && (error as { [brand]?: unknown })[brand] === true;
}

/**
 * Returns the native error behind a {@link SecretError}, for debugging in code.
 *
 * Treat it as a secret: errors of cloud SDKs carry tokens and values.
 */
export function originalError(error: SecretError): unknown {
  return originals.get(error);
}

// Shapes of class names and of codes such as ECONNREFUSED: a token or a value that strays into these fields has another.
const className = /^[A-Z][A-Za-z]{2,63}$/;
const symbolicCode = /^[A-Z][A-Z_]{2,63}$/;

/** What may be told of a native error; `undefined` when there is nothing. */
export function summarise(error: unknown): ErrorSummary | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { name, code } = error as { name?: unknown; code?: unknown };
  const status = statusOf(error);
  const requestId = (error as { $metadata?: { requestId?: unknown } }).$metadata?.requestId;
  const summary: ErrorSummary = {
    ...(typeof name === 'string' && className.test(name) && { name }),
    ...(typeof code === 'string' && symbolicCode.test(code) && { code }),
    ...(status !== undefined && { status }),
    ...(typeof requestId === 'string' && /^[0-9A-Fa-f-]{8,64}$/.test(requestId) && { requestId }),
  };
  return Object.keys(summary).length > 0 ? summary : undefined;
}

/** The HTTP status that a native error carries, wherever its SDK puts it. */
export function statusOf(error: object): number | undefined {
  const { status, statusCode, $metadata, response } = error as {
    status?: unknown;
    statusCode?: unknown;
    $metadata?: { httpStatusCode?: unknown } | null;
    response?: { status?: unknown; statusCode?: unknown } | null;
  };
  return [status, statusCode, $metadata?.httpStatusCode, response?.status, response?.statusCode].find(
    (value): value is number => typeof value === 'number',
  );
}

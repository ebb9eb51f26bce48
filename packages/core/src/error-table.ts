import { type NativeMeaning, nativeMeaning, type TableEntry } from './native-meaning.js';
import { retryAfterOf } from './retry-after.js';
import { type ErrorCode, isSecretError, type SecretError, secretError, summarise } from './secret-error.js';

/** The call that failed. */
interface FailedCall {
  /** Method that was called, such as `get`. */
  readonly operation: string;
  /** What it was about, for the message. Never a value. */
  readonly target?: string | undefined;
}

/** What native errors of one backend mean: the only place where they are interpreted. */
export interface ErrorTable {
  /** Kind of the provider, for messages. */
  readonly kind: string;
  /** Turns anything thrown into a {@link SecretError}; one that is so already passes unchanged. */
  translate(error: unknown, call: FailedCall): SecretError;
  /** The code of anything thrown, for a provider that has to decide by it what to do next. */
  codeOf(error: unknown): ErrorCode;
}

/** Where else than in name, code and status the meaning of a native error stands. */
export interface ErrorTableOptions {
  /** Further keys of the table for an error, tried first: a code inside its body, a status with a word of its sentence. */
  readonly keysOf?: (error: object) => readonly unknown[];
}

const usual: Record<ErrorCode, string> = {
  NOT_FOUND: 'is not there. Create it first, or look at the name.',
  UNAUTHENTICATED: 'was refused: there is no valid login. Log in again.',
  PERMISSION_DENIED: 'was refused: this login may not do that. Ask for the permission.',
  INVALID_ARGUMENT: 'was rejected as malformed. Look at the name and the value.',
  INVALID_CONFIG: 'cannot start: the configuration is incomplete. Look at the options.',
  CONFLICT: 'met a change made by somebody else. Read again, then repeat.',
  UNSUPPORTED: 'is not something this backend can do.',
  RATE_LIMITED: 'was throttled. Try again later.',
  UNAVAILABLE: 'failed: the backend is out of reach or out of order. Try again later.',
  TIMEOUT: 'did not finish in time. Try again, or raise the deadline.',
  DECRYPT_FAILED: 'failed: the stored text cannot be decrypted. Look at the key.',
  UNKNOWN: 'failed in an unforeseen way. Look at the options of the backend.',
};

function distrust(host = 'the backend'): string {
  return `failed: the certificate of ${host} is not trusted here. Look at the address and at NODE_EXTRA_CA_CERTS.`;
}

// A name that says no more than that it is an error is left out.
function unforeseen(error: unknown): string {
  const { name, code, status } = summarise(error) ?? {};
  const facts = [name === 'Error' ? undefined : name, code, status].filter((fact) => fact !== undefined);
  return facts.length === 0 ? usual.UNKNOWN : usual.UNKNOWN.replace('.', ` (${facts.join(', ')}).`);
}

/**
 * Makes the table of one backend: native `name`, `code` or HTTP status (as text) to {@link ErrorCode}, looked up in this order, behind
 * the keys that `keysOf` finds.
 *
 * What the table does not name is taken for what it is everywhere: the statuses 401, 403, 429 and 5xx, a connection that fails, and
 * `TimeoutError`. A name that tells nothing (`Error`, `SyntaxError`, `TypeError`) counts last, so that a refusal whose body is no
 * JSON stays a refusal. The rest is `UNKNOWN`. Messages are never copied: some carry the value. Where a code says too little to people,
 * the entry also says how the sentence goes on: what happened, and what to do.
 *
 * @example
 * const errors = errorTable('aws/ssm', {
 *   ParameterNotFound: 'NOT_FOUND',
 *   InvalidKeyId: ['INVALID_CONFIG', 'failed: the key cannot be used. Look at `kmsKeyId`.'],
 * });
 */
export function errorTable(
  kind: string,
  codes: Readonly<Record<string, TableEntry>>,
  { keysOf = () => [] }: ErrorTableOptions = {},
): ErrorTable {
  const table = new Map(Object.entries(codes));
  const meaningOf = (error: unknown): NativeMeaning => nativeMeaning(error, table, keysOf);
  return {
    kind,
    codeOf: (error) => (isSecretError(error) ? error.code : meaningOf(error).code),
    translate(error, { operation, target }) {
      if (isSecretError(error)) return error;
      const { code, advice, host, untrusted } = meaningOf(error);
      const words = advice ?? (code === 'UNKNOWN' ? unforeseen(error) : usual[code]);
      const subject = target === undefined ? `${operation} on ${kind}` : `${operation} of "${target}" on ${kind}`;
      return secretError(`${subject} ${untrusted ? distrust(host) : words}`, {
        code,
        provider: kind,
        operation,
        target,
        // The same certificate comes again at the next try.
        retryable: untrusted ? false : undefined,
        retryAfterMs: typeof error === 'object' && error !== null ? retryAfterOf(error) : undefined,
        original: error,
      });
    },
  };
}

/** A thrown value as {@link SecretError}: what a provider let slip is `UNKNOWN`, its message unread. */
export function asSecretError(
  error: unknown,
  { kind }: { readonly kind: string },
  operation: string,
  target?: string,
): SecretError {
  return errorTable(kind, {}).translate(error, { operation, target });
}

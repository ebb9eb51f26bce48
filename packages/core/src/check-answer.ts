import { type SecretError, secretError } from './secret-error.js';
import type { Operation, SecretRecord } from './secret-provider.js';

const usualVersion = /^[\w.:@+=-]{1,256}$/;

/**
 * Refuses a version that cannot be one, so that it never becomes a part of another request.
 *
 * @throws `UNSUPPORTED` where there are no versions, `INVALID_ARGUMENT` for a malformed one; it is not quoted.
 */
export function checkVersion(
  {
    kind,
    version: form = usualVersion,
    versions,
  }: { readonly kind: string; readonly version?: RegExp; readonly versions?: unknown },
  version: string | undefined,
  operation: 'get' | Operation,
): void {
  if (version === undefined) return;
  // The newest value in place of the one that was asked for would be a wrong answer.
  if (operation === 'get' && versions === undefined)
    throw refusal(
      'UNSUPPORTED',
      `${kind} keeps one version of a secret: the newest. Read it without naming a version.`,
      kind,
      operation,
    );
  if (!form.test(version) || !usualVersion.test(version) || /^\.+$/.test(version))
    throw refusal(
      'INVALID_ARGUMENT',
      `the version has not the form of one of ${kind}. Take one that its history lists.`,
      kind,
      operation,
    );
}

/**
 * Refuses a record that is not one: whoever answered is not the backend, or not of the version that is known here.
 *
 * @throws `UNAVAILABLE`; nothing of the answer is quoted.
 */
export function checkRecord(kind: string, record: SecretRecord): SecretRecord {
  const { value, version, updatedAt } = record as { readonly [Field in keyof SecretRecord]: unknown };
  const sound =
    typeof value === 'string' &&
    (version === undefined || typeof version === 'string') &&
    (updatedAt === undefined || (updatedAt instanceof Date && !Number.isNaN(updatedAt.getTime())));
  if (sound) return record;
  throw refusal(
    'UNAVAILABLE',
    `${kind} gave an answer that is no secret. Look at the address of the backend and at proxies.`,
    kind,
    'get',
  );
}

function refusal(code: SecretError['code'], message: string, provider: string, operation: string): SecretError {
  return secretError(message, { code, provider, operation });
}

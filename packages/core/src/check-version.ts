import { secretError } from './secret-error.js';
import type { Operation } from './secret-provider.js';

const usualVersion = /^[\w.:@+=-]{1,256}$/;

/** What has to be known of a provider to judge a version. */
interface VersionRules {
  readonly kind: string;
  readonly version?: RegExp;
  readonly versions?: unknown;
}

/**
 * Refuses a version that cannot be one, so that it never becomes a part of another request.
 *
 * @throws `UNSUPPORTED` where there are no versions, `INVALID_ARGUMENT` for a malformed one; it is not quoted.
 */
export function checkVersion(
  { kind, version: form = usualVersion, versions }: VersionRules,
  version: string | undefined,
  operation: 'get' | Operation,
): void {
  if (version === undefined) return;
  // The newest value in place of the one that was asked for would be a wrong answer.
  if (operation === 'get' && versions === undefined) {
    const message = `${kind} keeps one version of a secret: the newest. Read it without naming a version.`;
    throw secretError(message, { code: 'UNSUPPORTED', provider: kind, operation });
  }
  if (form.test(version) && usualVersion.test(version) && !/^\.+$/.test(version)) return;
  const message = `the version has not the form of one of ${kind}. Take one that its history lists.`;
  throw secretError(message, { code: 'INVALID_ARGUMENT', provider: kind, operation });
}

import { type ErrorCode, isSecretError, secretError } from '../secret-error.js';

/** The system's name of a failure, such as `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null ? (error as { code?: unknown }).code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** The code of what was found to be no text file of ours. */
const unfitCode = 'UNFIT';

/** The failure of what a path leads to, as the rest of a sentence about it: `is a pipe`. */
export function unfit(what: string): Error {
  return Object.assign(new Error(what), { code: unfitCode });
}

/** The rest of that sentence, if it is that failure. */
export function whatIsUnfit(error: unknown): string | undefined {
  return error instanceof Error && codeOf(error) === unfitCode ? error.message : undefined;
}

/** Who touches a file, for messages. */
export interface FileCall {
  /** Kind of the provider, such as `sops/age`, or the name of the part of keyrack that calls. */
  readonly kind: string;
  /** What it is doing, such as `set`. */
  readonly operation: string;
}

const retry = 'Try again later.';
const look = 'Look at the path.';

/** System codes: what they mean, in words, and what to do. Messages of the system are never copied. */
const faults: Readonly<Record<string, readonly [ErrorCode, string, string]>> = {
  EACCES: ['PERMISSION_DENIED', 'access is denied', 'Look at the owner and mode of the file and its folder.'],
  EPERM: ['PERMISSION_DENIED', 'the system does not permit it', 'Look at the owner and mode of the file and its folder.'],
  EROFS: ['UNAVAILABLE', 'the file system is read-only', 'Mount it for writing, or write elsewhere.'],
  ENOSPC: ['UNAVAILABLE', 'the disk is full', 'Make room, then try again.'],
  EDQUOT: ['UNAVAILABLE', 'the disk quota is used up', 'Make room, then try again.'],
  EFBIG: ['UNAVAILABLE', 'the file grows too large for the file system', 'Split it.'],
  EIO: ['UNAVAILABLE', 'the disk reports a failure', 'Look at the system log.'],
  EXDEV: ['UNAVAILABLE', 'its folder spans two file systems', 'Mount the whole folder, not parts of it.'],
  EBUSY: ['UNAVAILABLE', 'it is in use, perhaps as a mount point of its own', 'Mount its folder instead of the file.'],
  EMFILE: ['UNAVAILABLE', 'this process has too many open files', retry],
  ENFILE: ['UNAVAILABLE', 'the system has too many open files', retry],
  EINTR: ['UNAVAILABLE', 'the call was interrupted', retry],
  EAGAIN: ['UNAVAILABLE', 'the system is short of resources', retry],
  ESTALE: ['UNAVAILABLE', 'the network file system lost track of it', retry],
  ENOENT: ['UNAVAILABLE', 'its folder disappeared', retry],
  ENOTDIR: ['INVALID_CONFIG', 'a part of the path is not a folder', look],
  EISDIR: ['INVALID_CONFIG', 'it is a folder', look],
  ELOOP: ['INVALID_CONFIG', 'its links go round in circles', look],
  ENAMETOOLONG: ['INVALID_ARGUMENT', 'the path is too long', 'Choose a shorter name.'],
};

/**
 * Turns a failure of the file system into a `SecretError` that names the path; whatever is none passes unchanged.
 *
 * @example
 * try { await stat(path); } catch (error) { throw fileError(error, 'read', path, { kind: 'sops/age', operation: 'get' }); }
 */
export function fileError(error: unknown, verb: 'read' | 'write', path: string, call: FileCall): unknown {
  const native = codeOf(error);
  if (native === undefined || isSecretError(error)) return error;
  const found = whatIsUnfit(error);
  if (found !== undefined) return refusal(`cannot ${verb} ${path}: it ${found}. ${look}`, 'INVALID_CONFIG', path, call);
  const [code, what, advice] = faults[native] ?? ['UNKNOWN', 'something unforeseen happened', look];
  return refusal(`cannot ${verb} ${path}: ${what} (${native}). ${advice}`, code, path, call, error);
}

/** A `SecretError` about one path. */
export function refusal(message: string, code: ErrorCode, path: string, call: FileCall, original?: unknown): Error {
  return secretError(message, { code, provider: call.kind, operation: call.operation, target: path, original });
}

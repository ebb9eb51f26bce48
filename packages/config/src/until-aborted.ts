import type { Secrets } from '@keyrack/core';
import { abortable, type CallOptions } from '@keyrack/core/provider';

/** Secrets whose calls all end when a signal aborts, beside the signal that a call may have of its own. */
export function untilAborted(secrets: Secrets, signal: AbortSignal | undefined): Secrets {
  if (!signal) return secrets;

  function under<Options extends CallOptions, T>(
    options: Options | undefined,
    call: (options: Options & CallOptions) => Promise<T>,
  ): Promise<T> {
    const both = options?.signal ? AbortSignal.any([signal!, options.signal]) : signal;
    return abortable(both, () => call({ ...options!, signal: both }));
  }

  return {
    get: (name, options) => under(options, (limited) => secrets.get(name, limited)),
    find: (name, options) => under(options, (limited) => secrets.find(name, limited)),
    getMany: (names, options) => under(options, (limited) => secrets.getMany(names, limited)),
    status: (name, options) => under(options, (limited) => secrets.status(name, limited)),
    set: (name, value, options) => under(options, (limited) => secrets.set(name, value, limited)),
    delete: (name, options) => under(options, (limited) => secrets.delete(name, limited)),
    rollback: (name, version, options) => under(options, (limited) => secrets.rollback(name, version, limited)),
  };
}

import { abortable } from './abort.js';
import { checkAddress, formatAddress } from './address.js';
import type { ErrorTable } from './error-table.js';
import { secretError } from './secret-error.js';
import type { Address, CallOptions, ProviderLimits } from './secret-provider.js';

/** What stands around every method of one provider instance. */
export interface CallGuard {
  /** A call on one address, which is checked first. */
  on<T>(operation: string, address: Address, options: CallOptions, run: () => Promise<T>): Promise<T>;
  /** A call on several addresses, or on none. */
  onAll<T>(operation: string, addresses: readonly Address[], options: CallOptions, run: () => Promise<T>): Promise<T>;
  /** An iteration, guarded step by step. */
  through<T>(operation: string, target: Address, options: CallOptions, open: () => AsyncIterable<T>): AsyncIterable<T>;
  /** From now on every call is refused. */
  close(): void;
}

/** Makes the guard of one provider instance: addresses checked, aborts honoured, errors translated, calls after `close` refused. */
export function createCallGuard({
  kind,
  limits,
  errors,
}: {
  readonly kind: string;
  readonly limits: ProviderLimits;
  readonly errors: ErrorTable;
}): CallGuard {
  let closed = false;

  async function call<T>(
    operation: string,
    target: string | undefined,
    { signal }: CallOptions,
    run: () => Promise<T>,
  ): Promise<T> {
    try {
      return await abortable(signal, () => (closed ? Promise.reject(closedError(kind, operation)) : run()));
    } catch (error) {
      if (signal?.aborted && error === signal.reason) throw error;
      throw errors.translate(error, { operation, target });
    }
  }

  async function onAll<T>(
    operation: string,
    addresses: readonly Address[],
    options: CallOptions,
    run: () => Promise<T>,
  ): Promise<T> {
    options.signal?.throwIfAborted();
    for (const address of addresses) checkAddress(address, limits, { kind, operation });
    const [only, ...others] = addresses;
    return call(operation, only && others.length === 0 ? formatAddress(only) : undefined, options, run);
  }

  async function* through<T>(
    operation: string,
    target: Address,
    options: CallOptions,
    open: () => AsyncIterable<T>,
  ): AsyncIterable<T> {
    // The prefix of a listing may be empty; whatever it holds is checked like any address.
    const path = 'path' in target ? target.path : undefined;
    const addresses = path?.length === 0 ? [] : [target];
    const label = formatAddress(target);
    const iterator = await onAll(operation, addresses, options, async () => open()[Symbol.asyncIterator]());
    try {
      for (;;) {
        const step = await call(operation, label, options, () => iterator.next());
        if (step.done) return;
        yield step.value;
      }
    } finally {
      // A source that is waiting for its backend cannot be returned from: it ends by itself, through the same signal.
      if (!options.signal?.aborted) await iterator.return?.();
    }
  }

  return {
    on: (operation, address, options, run) => onAll(operation, [address], options, run),
    onAll,
    through,
    close() {
      closed = true;
    },
  };
}

/** The refusal of whatever is closed. */
export function closedError(kind: string, operation: string): Error {
  return secretError(`this ${kind} provider is closed. Make a new one.`, {
    code: 'UNAVAILABLE',
    provider: kind,
    operation,
    retryable: false,
  });
}

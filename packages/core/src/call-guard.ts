import { abortable } from './abort.js';
import { checkAddress, formatAddress } from './address.js';
import type { Call, ProviderDefinition } from './definition.js';
import { operations } from './operations.js';
import { withRetry } from './retry.js';
import { secretError } from './secret-error.js';
import type { Address, CallOptions, Operation } from './secret-provider.js';
import { type Steps, stepsOf } from './steps.js';

type Guarded = 'get' | Operation;

/** What stands around every method of one provider instance. */
export interface CallGuard<Name> {
  /** The native name of an address that may be used. */
  name(operation: Guarded, address: Address): Name;
  /** A call of the backend; `target` is what messages call its object. */
  call<T>(operation: Guarded, target: string | undefined, options: CallOptions, run: (call: Call) => Promise<T>): Promise<T>;
  /** A call on one address, which becomes a native name first. */
  on<T>(operation: Guarded, address: Address, options: CallOptions, run: (name: Name, call: Call) => Promise<T>): Promise<T>;
  /** An iteration, guarded step by step; only what leads to its first entry is repeated. */
  through<T>(operation: Guarded, target: Address, options: CallOptions, open: (call: Call) => AsyncIterable<T>): AsyncIterable<T>;
  /** From now on every call is refused. */
  close(): void;
}

/** Makes the guard of one provider instance: aborts honoured, passing failures repeated, errors translated, calls after `close` refused. */
export function createCallGuard<Name>(definition: ProviderDefinition<Name>): CallGuard<Name> {
  const { kind, limits, errors, names } = definition;
  let closed = false;

  async function call<T>(
    operation: Guarded,
    target: string | undefined,
    options: CallOptions,
    run: (call: Call) => Promise<T>,
  ): Promise<T> {
    const { changes } = operations[operation];
    const attempt = (): Promise<T> => once(operation, target, options, run);
    return limits.retry === 'core' && operation !== 'check' ? withRetry(attempt, { changes, signal: options.signal }) : attempt();
  }

  async function once<T>(
    operation: Guarded,
    target: string | undefined,
    { signal = new AbortController().signal, warn = noWarning }: CallOptions,
    run: (call: Call) => Promise<T>,
  ): Promise<T> {
    try {
      return await abortable(signal, () => (closed ? Promise.reject(closedError(kind, operation)) : run({ signal, warn })));
    } catch (error) {
      if (signal.aborted && error === signal.reason) throw error;
      throw errors.translate(error, { operation, target });
    }
  }

  function name(operation: Guarded, address: Address): Name {
    checkAddress(address, limits, { kind, operation });
    try {
      return names.of(address, operations[operation].changes ? 'write' : 'read');
    } catch (error) {
      throw errors.translate(error, { operation, target: formatAddress(address) });
    }
  }

  async function* through<T>(
    operation: Guarded,
    target: Address,
    options: CallOptions,
    open: (call: Call) => AsyncIterable<T>,
  ): AsyncIterable<T> {
    const label = formatAddress(target) || undefined;
    let steps: Steps<T> | undefined;
    // The prefix of a listing may be empty; whatever it holds is checked like any address.
    if (operation === 'list' && label !== undefined) checkAddress(target, limits, { kind, operation });
    try {
      let step = await call(operation, label, options, (opened) => {
        steps = stepsOf(open(opened));
        return steps.next();
      });
      while (!step.done) {
        yield step.value;
        // Not repeated: a source that has failed has ended, and its next answer would be that there is no more.
        step = await once(operation, label, { signal: options.signal }, steps!.next);
      }
    } finally {
      await steps?.end().catch((error: unknown) => {
        throw errors.translate(error, { operation, target: label });
      });
    }
  }

  return {
    name,
    call,
    on: async (operation, address, options, run) => {
      options.signal?.throwIfAborted();
      const native = name(operation, address);
      return call(operation, formatAddress(address), options, (made) => run(native, made));
    },
    through,
    close() {
      closed = true;
    },
  };
}

function noWarning(): void {}

/** The refusal of a call to what was closed. */
export function closedError(kind: string, operation: string): Error {
  return secretError(`this ${kind} provider is closed. Make a new one.`, {
    code: 'UNAVAILABLE',
    provider: kind,
    operation,
    retryable: false,
  });
}

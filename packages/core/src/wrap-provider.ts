import { type Address, type CallOptions, type Operation, type SecretProvider, supports } from './secret-provider.js';

/** What a decorator is told of a call. */
export interface ProviderCall {
  /** Kind of the provider that is called. */
  readonly kind: string;
  /** Method that is called. */
  readonly operation: 'get' | Operation;
  /** The addresses that the call touches; for `list` none. */
  readonly addresses: readonly Address[];
  /** Signal that the caller gave, if any. */
  readonly signal?: AbortSignal | undefined;
}

/** What a decorator does. */
export interface ProviderHooks {
  /** Runs around every call that returns a promise, and around each step of an iteration. */
  readonly around: <T>(call: ProviderCall, next: () => Promise<T>) => Promise<T>;
}

/**
 * Decorates a provider, forwarding exactly the methods that it has: caching, retries and tracing are written once.
 *
 * @example
 * const traced = wrapProvider(provider, {
 *   around: async (call, next) => {
 *     const start = performance.now();
 *     try { return await next(); } finally { record(call.operation, performance.now() - start); }
 *   },
 * });
 */
export function wrapProvider<P extends SecretProvider>(inner: P, { around }: ProviderHooks): P {
  const call = <T>(
    operation: 'get' | Operation,
    addresses: readonly Address[],
    options: CallOptions | undefined,
    next: () => Promise<T>,
  ): Promise<T> => around({ kind: inner.kind, operation, addresses, signal: options?.signal }, next);

  async function* iterate<T>(
    operation: 'list' | 'versions',
    addresses: readonly Address[],
    options: CallOptions | undefined,
    source: AsyncIterable<T>,
  ): AsyncIterable<T> {
    const iterator = source[Symbol.asyncIterator]();
    try {
      for (;;) {
        const step = await call(operation, addresses, options, () => iterator.next());
        if (step.done) return;
        yield step.value;
      }
    } finally {
      await iterator.return?.();
    }
  }

  const wrapped: SecretProvider = {
    contract: inner.contract,
    kind: inner.kind,
    limits: inner.limits,
    get: (address, options) => call('get', [address], options, () => inner.get(address, options)),
    ...(supports(inner, 'status') && {
      status: (address, options) => call('status', [address], options, () => inner.status(address, options)),
    }),
    ...(supports(inner, 'getMany') && {
      getMany: (addresses, options) => call('getMany', addresses, options, () => inner.getMany(addresses, options)),
    }),
    ...(supports(inner, 'set') && {
      set: (address, value, options) => call('set', [address], options, () => inner.set(address, value, options)),
    }),
    ...(supports(inner, 'delete') && {
      delete: (address, options) => call('delete', [address], options, () => inner.delete(address, options)),
    }),
    ...(supports(inner, 'list') && { list: (prefix, options) => iterate('list', [], options, inner.list(prefix, options)) }),
    ...(supports(inner, 'versions') && {
      versions: (address, options) => iterate('versions', [address], options, inner.versions(address, options)),
    }),
    ...(supports(inner, 'rollback') && {
      rollback: (address, version, options) =>
        call('rollback', [address], options, () => inner.rollback(address, version, options)),
    }),
    ...(supports(inner, 'check') && { check: (options) => call('check', [], options, () => inner.check(options)) }),
    ...(supports(inner, 'addressKey') && { addressKey: (address) => inner.addressKey(address) }),
    ...(supports(inner, 'close') && { close: () => call('close', [], undefined, () => inner.close()) }),
  };
  return wrapped as P;
}

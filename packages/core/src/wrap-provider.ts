import { type Methods, operationNames, operations } from './operations.js';
import type { Address, CallOptions, Operation, ProviderLimits, SecretProvider } from './secret-provider.js';
import { stepsOf } from './steps.js';

/** What a decorator of all operations is told of a call. */
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

/** What a decorator does: something around every call, and another method in place of one of the provider's. */
export type Middleware = {
  /** Runs around every call that returns a promise, and around each step of an iteration. */
  readonly around?: <T>(call: ProviderCall, next: () => Promise<T>) => Promise<T>;
  /** The limits as the decorated provider states them. */
  readonly limits?: (limits: ProviderLimits) => ProviderLimits;
} & {
  /** Takes the provider's method and returns what is called instead. A method that the provider lacks stays absent. */
  readonly [Op in keyof Methods]?: (next: Methods[Op]) => Methods[Op];
};

/**
 * Decorates a provider, forwarding exactly the methods that it has: caching, audit, tracing and rules for values are written once.
 *
 * @example
 * const traced = wrapProvider(provider, {
 *   around: async (call, next) => {
 *     const start = performance.now();
 *     try { return await next(); } finally { record(call.operation, performance.now() - start); }
 *   },
 *   set: (next) => (address, value, options) => next(address, value.trim(), options),
 * });
 */
export function wrapProvider<P extends SecretProvider>(inner: P, middleware: Middleware): P {
  const { contract, kind } = inner;
  const wrapped: Record<string, unknown> = { contract, kind, limits: middleware.limits?.(inner.limits) ?? inner.limits };
  for (const operation of operationNames) {
    const method = inner[operation];
    if (method === undefined) continue;
    const replace = middleware[operation] as ((next: unknown) => AnyMethod) | undefined;
    const bound = method.bind(inner) as AnyMethod;
    wrapped[operation] = surrounded(kind, operation, replace?.(bound) ?? bound, middleware.around);
  }
  return Object.freeze(wrapped) as P & Record<string, unknown>;
}

type AnyMethod = (...given: readonly unknown[]) => unknown;

function surrounded(kind: string, operation: 'get' | Operation, method: AnyMethod, around: Middleware['around']): AnyMethod {
  const { takes, answers } = operations[operation];
  if (!around || answers === 'at once') return method;

  function callOf(given: readonly unknown[]): ProviderCall {
    const [first] = given;
    const addresses = takes === 'address' ? [first as Address] : takes === 'addresses' ? (first as readonly Address[]) : [];
    const last = given.at(-1) as CallOptions | undefined;
    return { kind, operation, addresses, signal: last?.signal };
  }
  if (answers === 'once') return (...given) => around(callOf(given), () => method(...given) as Promise<unknown>);
  return (...given) => inSteps(callOf(given), method(...given) as AsyncIterable<unknown>, around);
}

async function* inSteps<T>(
  call: ProviderCall,
  source: AsyncIterable<T>,
  around: NonNullable<Middleware['around']>,
): AsyncIterable<T> {
  const steps = stepsOf(source);
  try {
    for (;;) {
      const step = await around(call, steps.next);
      if (step.done) return;
      yield step.value;
    }
  } finally {
    await steps.end();
  }
}

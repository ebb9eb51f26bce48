import { createCallGuard } from './call-guard.js';
import type { ProviderDefinition } from './definition.js';
import { readingMethods } from './reading-methods.js';
import type { Operation, SecretProvider, Supports } from './secret-provider.js';
import { writingMethods } from './writing-methods.js';

type DefinedOperations<D> =
  | { [Op in Operation]: D extends Record<Op, unknown> ? Op : never }[Operation]
  | 'addressKey'
  | (D extends { readonly statusMany: unknown } ? 'status' : never);

/**
 * Makes a provider out of a plain description, so that a method holds nothing but its backend's call.
 *
 * Around each method: addresses become native names, once; addresses, versions and values are checked before any request; an aborted
 * signal rejects with its own reason, before the call and in flight; what failed in passing is repeated where `limits.retry` says
 * `core`; anything thrown goes through `errors`; `NOT_FOUND` becomes `undefined`, `absent`, `false` or an empty history where the
 * method has such an answer; an answer that is no answer is `UNAVAILABLE`; batches come without duplicates, in the size of a request;
 * after `close` every call is refused. Methods that are not given stay absent.
 *
 * @example
 * const provider = defineProvider({ kind: 'demo', limits, errors, names, async get() { return undefined; } });
 */
export function defineProvider<Name, D extends ProviderDefinition<Name>>(
  definition: D & ProviderDefinition<Name>,
): Supports<DefinedOperations<D>> {
  const guard = createCallGuard<Name>(definition);
  const { kind, limits } = definition;
  const provider: SecretProvider = {
    contract: 1,
    kind,
    limits,
    ...readingMethods<Name>(definition, guard),
    ...writingMethods<Name>(definition, guard),
  };
  return Object.freeze(provider) as Supports<DefinedOperations<D>>;
}

import { formatAddress } from './address.js';
import type { CallGuard } from './call-guard.js';
import type { Call, ProviderDefinition } from './definition.js';
import { asSecretError } from './error-table.js';
import { createLimiter } from './limiter.js';
import { type BatchOperation, chunksOf } from './plan.js';
import { isSecretError, type SecretError, secretError } from './secret-error.js';
import type { Address, CallOptions } from './secret-provider.js';
import { whenAbsent } from './when-absent.js';

type Failure = { readonly error: SecretError };

interface Wanted<Name> {
  readonly key: string;
  readonly name: Name;
  readonly address: Address;
}

/** How the names of one request are asked for. */
interface Asking<Name, Entry> {
  readonly operation: BatchOperation;
  /** The entry of a name of which a part says that it is not there. */
  readonly absent: Entry;
  ask(names: readonly Name[], call: Call): Promise<readonly Entry[]>;
  /** An entry as callers get it. */
  checked?(entry: Entry, address: Address): Entry | Failure;
}

/**
 * Makes a batch operation for any number of addresses out of one for different names of one request.
 *
 * A part that fails takes only its own names along, unless all parts fail.
 */
export function batchOperation<Name, Entry>(
  { kind, limits, names }: ProviderDefinition<Name>,
  guard: CallGuard<Name>,
  { operation, absent, ask, checked = (entry) => entry }: Asking<Name, Entry>,
): (addresses: readonly Address[], options?: CallOptions) => Promise<readonly (Entry | Failure)[]> {
  async function askPart(part: readonly Wanted<Name>[], options: CallOptions): Promise<readonly Entry[]> {
    const [only, ...others] = part;
    const target = only && others.length === 0 ? formatAddress(only.address) : undefined;
    const names = part.map(({ name }) => name);
    const entries = await guard
      .call(operation, target, options, (call) => ask(names, call))
      .catch(whenAbsent(names.map(() => absent)));
    // A missing entry would shift all that follow to the wrong names.
    if (entries.length === part.length) return entries;
    throw shifted(kind, operation);
  }

  return async (addresses, options = {}) => {
    options.signal?.throwIfAborted();
    const wanted = addresses.map((address): Wanted<Name> | Failure => {
      try {
        const name = guard.name(operation, address);
        return { key: names.key(name), name, address };
      } catch (error) {
        return { error: asSecretError(error, { kind }, operation, formatAddress(address)) };
      }
    });
    const usable = wanted.filter((item) => 'key' in item);
    const different = [...new Map(usable.map((item) => [item.key, item])).values()];
    const parts = chunksOf(different, ({ address }) => address, limits.batch?.[operation]);
    const limit = createLimiter(limits.concurrency);
    const answers = await Promise.allSettled(parts.map((part) => limit(() => askPart(part, options), options.signal)));
    options.signal?.throwIfAborted();
    const [first] = answers;
    if (first?.status === 'rejected' && answers.every(({ status }) => status === 'rejected')) throw first.reason;
    const entries = new Map<string, Entry | Failure>();
    for (const [index, part] of parts.entries()) {
      const answer = answers[index]!;
      for (const [place, { key, address }] of part.entries()) {
        const fulfilled = answer.status === 'fulfilled';
        entries.set(key, fulfilled ? checked(answer.value[place]!, address) : { error: failureOf(answer.reason) });
      }
    }
    return wanted.map((item) => ('key' in item ? entries.get(item.key)! : item));
  };
}

// The guard lets nothing else through but the reason of an abort, which is the caller's.
function failureOf(reason: unknown): SecretError {
  if (isSecretError(reason)) return reason;
  throw reason;
}

function shifted(provider: string, operation: BatchOperation): SecretError {
  const message = `${operation} on ${provider} did not answer for each name. This is a defect of the provider: report it.`;
  return secretError(message, { code: 'UNKNOWN', provider, operation });
}

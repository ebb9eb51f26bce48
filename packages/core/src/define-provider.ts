import { createCallGuard } from './call-guard.js';
import { checkedEntries, checkedRecord } from './check-answer.js';
import { checkWrite } from './check-write.js';
import type { ErrorTable } from './error-table.js';
import { isSecretError, secretError } from './secret-error.js';
import type { Operation, SecretProvider, Supports } from './secret-provider.js';

/** What an author writes: the provider plus the table of its native errors. */
export type ProviderDefinition = Omit<SecretProvider, 'contract'> & { readonly errors: ErrorTable };

type DefinedOperations<D> = { [Op in Operation]: D extends Record<Op, unknown> ? Op : never }[Operation];

/**
 * Makes a provider out of a plain description, so that a method holds nothing but its backend's call.
 *
 * Around each method: addresses and values are checked against `limits` before any request; an aborted signal rejects with its own
 * reason, before the call and in flight; anything thrown goes through `errors`; a record that is no text is refused; `NOT_FOUND` becomes `undefined`, `absent`, `false` or
 * an empty history where the method has such an answer; after `close` every call is refused. Methods that are not given stay absent.
 *
 * @example
 * const provider = defineProvider({ kind: 'demo', limits, errors, async get() { return undefined; } });
 */
export function defineProvider<D extends ProviderDefinition>(definition: D): Supports<DefinedOperations<D>> {
  const guard = createCallGuard(definition);
  const { kind, limits, get, status, getMany, set, delete: remove } = definition;
  const { list, versions, rollback, check, addressKey, close } = definition;
  let closing: Promise<void> | undefined;

  const provider: SecretProvider = {
    contract: 1,
    kind,
    limits,
    get: (address, options = {}) =>
      guard
        .on('get', address, options, async () => {
          // The newest value in place of the one that was asked for would be a wrong answer.
          if (options.version !== undefined && !versions) throw noVersions(kind);
          return checkedRecord(kind, address, await get(address, options));
        })
        .catch(whenAbsent(undefined)),
    ...(status && {
      status: (address, options = {}) =>
        guard.on('status', address, options, () => status(address, options)).catch(whenAbsent({ state: 'absent' } as const)),
    }),
    ...(getMany && {
      getMany: (addresses, options = {}) =>
        guard.onAll('getMany', addresses, options, async () => {
          const entries = addresses.length === 0 ? [] : await getMany(addresses, options);
          // A missing entry would shift all that follow to the wrong names.
          if (entries.length === addresses.length) return checkedEntries(kind, addresses, entries);
          throw new TypeError(`${kind} answered ${addresses.length} addresses with ${entries.length} entries`);
        }),
    }),
    ...(set && {
      set: async (address, value, options = {}) => {
        options.signal?.throwIfAborted();
        checkWrite(definition, value, options);
        return guard.on('set', address, options, () => set(address, value, options));
      },
    }),
    ...(remove && {
      delete: (address, options = {}) =>
        guard.on('delete', address, options, () => remove(address, options)).catch(whenAbsent(false)),
    }),
    ...(list && {
      list: (prefix, options = {}) => guard.through('list', { path: prefix }, options, () => list(prefix, options)),
    }),
    ...(versions && {
      versions: (address, options = {}) =>
        noneWhenAbsent(guard.through('versions', address, options, () => versions(address, options))),
    }),
    ...(rollback && {
      rollback: (address, version, options = {}) =>
        guard.on('rollback', address, options, () => rollback(address, version, options)),
    }),
    ...(check && { check: (options = {}) => guard.onAll('check', [], options, () => check(options)) }),
    ...(addressKey && { addressKey }),
    ...(close && {
      close: () => {
        guard.close();
        closing ??= Promise.resolve().then(close);
        return closing;
      },
    }),
  };
  return Object.freeze(provider) as Supports<DefinedOperations<D>>;
}

function noVersions(provider: string): Error {
  const message = `${provider} keeps one version of a secret: the newest. Read it without naming a version.`;
  return secretError(message, { code: 'UNSUPPORTED', provider, operation: 'get' });
}

function whenAbsent<T>(absent: T): (error: unknown) => T {
  return (error) => {
    if (isSecretError(error) && error.code === 'NOT_FOUND') return absent;
    throw error;
  };
}

async function* noneWhenAbsent<T>(entries: AsyncIterable<T>): AsyncIterable<T> {
  try {
    yield* entries;
  } catch (error) {
    whenAbsent(undefined)(error);
  }
}

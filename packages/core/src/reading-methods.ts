import { formatAddress } from './address.js';
import { batchOperation } from './batches.js';
import type { CallGuard } from './call-guard.js';
import { checkedEntry, checkedRecord } from './check-answer.js';
import { checkVersion } from './check-version.js';
import type { Listed, ProviderDefinition } from './definition.js';
import type { Address, BatchEntry, ListEntry, SecretProvider, SecretStatus, StatusEntry } from './secret-provider.js';
import { noneWhenAbsent, whenAbsent } from './when-absent.js';

type Reading = Pick<SecretProvider, 'get' | 'status' | 'getMany' | 'statusMany' | 'list' | 'versions' | 'check' | 'addressKey'>;

/** The methods of a provider that change nothing, around those of its definition. */
export function readingMethods<Name>(definition: ProviderDefinition<Name>, guard: CallGuard<Name>): Reading {
  const { kind, names } = definition;
  return {
    addressKey(address) {
      try {
        return names.key(names.of(address, 'read'));
      } catch (error) {
        throw definition.errors.translate(error, { operation: 'address', target: formatAddress(address) });
      }
    },
    get: (address, { version, ...options } = {}) =>
      guard
        .on('get', address, options, async (name, call) => {
          checkVersion(definition, version, 'get');
          const record = await definition.get(name, { ...call, version });
          return checkedRecord(kind, formatAddress(address), record);
        })
        .catch(whenAbsent(undefined)),
    ...(definition.getMany && {
      getMany: batchOperation<Name, BatchEntry>(definition, guard, {
        operation: 'getMany',
        absent: { absent: true },
        ask: (some, call) => definition.getMany!(some, call),
        checked: (entry, address) => checkedEntry(kind, formatAddress(address), entry),
      }),
    }),
    ...statusMethods(definition, guard),
    ...(definition.list && {
      list: (prefix, options = {}) =>
        below(
          prefix,
          guard.through('list', { path: prefix }, options, (call) => definition.list!(prefix, call)),
          (name) => names.address(name),
        ),
    }),
    ...(definition.versions && {
      versions: (address, options = {}) => {
        const open = (): AsyncIterable<Versions<Name>> => {
          const name = guard.name('versions', address);
          return guard.through('versions', address, options, (call) => definition.versions!(name, call));
        };
        return noneWhenAbsent(startedLate(open));
      },
    }),
    ...(definition.check && {
      check: (options = {}) => guard.call('check', undefined, options, (call) => definition.check!(call)),
    }),
  };
}

type Versions<Name> =
  ReturnType<NonNullable<ProviderDefinition<Name>['versions']>> extends AsyncIterable<infer Entry> ? Entry : never;

function statusMethods<Name>(
  definition: ProviderDefinition<Name>,
  guard: CallGuard<Name>,
): Pick<SecretProvider, 'status' | 'statusMany'> {
  const { status, statusMany } = definition;
  const absent: SecretStatus = { state: 'absent' };
  const many =
    statusMany &&
    batchOperation<Name, StatusEntry>(definition, guard, {
      operation: 'statusMany',
      absent: { status: absent },
      ask: (some, call) => definition.statusMany!(some, call),
    });
  const one: SecretProvider['status'] = status
    ? (address, options = {}) => guard.on('status', address, options, (name, call) => definition.status!(name, call))
    : many && ((address, options) => many([address], options).then(onlyStatus));
  return {
    ...(one && { status: (address, options) => one(address, options).catch(whenAbsent(absent)) }),
    ...(many && { statusMany: many }),
  };
}

function onlyStatus([entry]: readonly StatusEntry[]): SecretStatus {
  if (entry && 'status' in entry) return entry.status;
  throw entry?.error;
}

// An iterable fails at its first step, not where it is made.
async function* startedLate<T>(open: () => AsyncIterable<T>): AsyncIterable<T> {
  yield* open();
}

async function* below<Name>(
  prefix: readonly string[],
  entries: AsyncIterable<Listed<Name>>,
  addressOf: (name: Name) => Address,
): AsyncIterable<ListEntry> {
  for await (const { name, ...found } of entries) {
    const address = addressOf(name);
    if ('reference' in address || prefix.every((segment, index) => address.path[index] === segment)) yield { address, ...found };
  }
}

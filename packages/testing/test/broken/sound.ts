import {
  type Address,
  abortable,
  type BatchEntry,
  checkAddress,
  errorTable,
  formatAddress,
  isSecretError,
  type ProviderLimits,
  type SecretError,
  type SecretErrorInit,
  type SecretStatus,
  type Supports,
  secretError,
} from '@keyrack/core/provider';
import { type BackendRequest, faultCodes } from '../../src/index.js';
import type { Backend, Metadata, Stored } from './backend.js';

export type FullProvider = Supports<
  'status' | 'getMany' | 'statusMany' | 'set' | 'delete' | 'list' | 'versions' | 'rollback' | 'check' | 'addressKey' | 'close'
>;

export const kind = 'plain';

const limits: ProviderLimits = {
  addresses: ['path'],
  maxValueBytes: 4_096,
  emptyValue: false,
  conditionalSet: 'version',
  metadata: ['description', 'tags'],
  caseSensitive: true,
  statusCost: 'remote',
  concurrency: 4,
  retry: 'none',
  batch: { getMany: { size: 5, unit: 'name' } },
};

/** Makes one request; everything that can be done wrong around a request is done here. */
export type Perform = <T>(request: BackendRequest, answer: () => T) => Promise<T>;

/** Turns a native error into what the provider throws. */
export type Translate = (error: unknown, request: BackendRequest) => SecretError;

export const translate: Translate = (error, { operation, addresses: [only] = [] }) =>
  errorTable(kind, faultCodes).translate(error, { operation, target: only && formatAddress(only) });

/** The sound way to make a request. */
export function soundPerform(backend: Backend, translateError: Translate = translate): Perform {
  return async (request, answer) => {
    const { operation, addresses = [], signal } = request;
    signal?.throwIfAborted();
    for (const address of addresses) checkAddress(address, limits, { kind, operation });
    try {
      await abortable(signal, () => backend.faults.request(request));
      return answer();
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      throw isSecretError(error) ? error : translateError(error, request);
    }
  };
}

/**
 * A provider that keeps every rule without `defineProvider`, so that the broken ones can break each of them.
 *
 * It also shows that the suite asks for behaviour and not for the use of our tools.
 */
export function soundProvider(backend: Backend, through: Perform = soundPerform(backend)): FullProvider {
  let closed = false;
  const perform: Perform = (request, answer) =>
    closed ? Promise.reject(failure('this provider is closed.', 'UNAVAILABLE', request.operation)) : through(request, answer);

  return {
    contract: 1,
    kind,
    limits,
    addressKey: formatAddress,
    get: (address, { version, signal } = {}) =>
      perform({ operation: 'get', addresses: [address], signal }, () => versionOf(backend, address, version)),
    status: (address, { signal } = {}) =>
      perform({ operation: 'status', addresses: [address], signal }, () => statusOf(backend, address)),
    statusMany: (addresses, { signal } = {}) =>
      perform({ operation: 'statusMany', addresses, signal }, () =>
        addresses.map((address) => ({ status: statusOf(backend, address) })),
      ),
    async getMany(addresses, { signal } = {}) {
      signal?.throwIfAborted();
      const entries: BatchEntry[] = [];
      for (const chunk of chunksOf(addresses)) {
        const request: BackendRequest = { operation: 'getMany', addresses: chunk, signal };
        entries.push(...(await perform(request, () => chunk.map((address) => entryOf(backend, address)))));
      }
      return entries;
    },
    async set(address, value, { ifVersion, signal, ...metadata } = {}) {
      signal?.throwIfAborted();
      checkValue(value);
      checkMetadata(metadata);
      return perform({ operation: 'set', addresses: [address], signal, body: value }, () => {
        const held = backend.history(address).at(-1)?.version ?? 'absent';
        if (ifVersion !== undefined && ifVersion !== held) throw failure('somebody else wrote it.', 'CONFLICT', 'set');
        backend.describe(address, metadata);
        return { version: backend.write(address, value).version };
      });
    },
    delete: (address, { signal } = {}) =>
      perform({ operation: 'delete', addresses: [address], signal }, () => backend.remove(address)),
    async *list(prefix, { signal } = {}) {
      const stored = await perform({ operation: 'list', signal }, () => [...backend.histories.values()]);
      for (const { address } of stored) if (isBelow(address, prefix)) yield { address };
    },
    async *versions(address, { signal } = {}) {
      const history = await perform({ operation: 'versions', addresses: [address], signal }, () => backend.history(address));
      for (const { version } of history) yield { version, readable: true, labels: labelsOf(backend, version) };
    },
    rollback: (address, version, { signal } = {}) =>
      perform({ operation: 'rollback', addresses: [address], signal }, () => {
        const older = versionOf(backend, address, version);
        if (!older) throw failure('there is no such version.', 'NOT_FOUND', 'rollback');
        return { version: backend.write(address, older.value).version };
      }),
    check: ({ signal } = {}) => perform({ operation: 'check', signal }, () => ({ status: 'healthy', details: {} })),
    close: async () => {
      closed = true;
    },
  };
}

function statusOf(backend: Backend, address: Address): SecretStatus {
  const newest = backend.history(address).at(-1);
  return newest ? { state: 'present', version: newest.version } : { state: 'absent' };
}

/** What a batch says about one address. */
function entryOf(backend: Backend, address: Address): BatchEntry {
  const damage = backend.faults.damageOf(address);
  if (damage) return { error: translate(damage, { operation: 'getMany', addresses: [address] }) };
  const record = backend.history(address).at(-1);
  return record ? { record } : { absent: true };
}

export function failure(message: string, code: SecretErrorInit['code'], operation: string): SecretError {
  return secretError(message, { code, provider: kind, operation });
}

function versionOf(backend: Backend, address: Address, version: string | undefined): Stored | undefined {
  const history = backend.history(address);
  if (version === undefined) return history.at(-1);
  return history.find((stored) => stored.version === (backend.labels.get(version) ?? version));
}

function labelsOf({ labels }: Backend, version: string): string[] {
  return [...labels].filter(([, labelled]) => labelled === version).map(([label]) => label);
}

function chunksOf(addresses: readonly Address[]): Address[][] {
  const size = limits.batch?.getMany?.size ?? 1;
  const starts = Array.from({ length: Math.ceil(addresses.length / size) }, (_, index) => index * size);
  return starts.map((start) => addresses.slice(start, start + size));
}

function checkValue(value: string): void {
  const bytes = Buffer.byteLength(value);
  if (value !== '' && value.isWellFormed() && bytes <= limits.maxValueBytes) return;
  throw failure(`a value of ${bytes} bytes is empty, too large or ill-formed.`, 'INVALID_ARGUMENT', 'set');
}

function checkMetadata({ description = '', tags = {} }: Metadata): void {
  const texts: readonly unknown[] = Array.isArray(tags) ? [undefined] : [description, ...Object.entries(tags).flat()];
  if (texts.every((text) => typeof text === 'string' && text.isWellFormed())) return;
  throw failure('the metadata is ill-formed.', 'INVALID_ARGUMENT', 'set');
}

function isBelow(address: Address, prefix: readonly string[]): boolean {
  return 'path' in address && prefix.every((segment, index) => address.path[index] === segment);
}

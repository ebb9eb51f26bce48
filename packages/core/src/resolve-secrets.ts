import { abortable } from './abort.js';
import { createRecordCache } from './cache.js';
import { timeoutOf, withDeadline } from './deadline.js';
import { keyOf, stateOf } from './plan.js';
import { createPlanner } from './planner.js';
import { readPath } from './read-path.js';
import { createSecret, type Secret } from './secret.js';
import { isSecretError, type SecretError, secretError } from './secret-error.js';
import {
  type BatchEntry,
  type CallOptions,
  type Operation,
  type SecretRecord,
  type StatusEntry,
  type Supports,
  supports,
} from './secret-provider.js';
import type { Locate, ReadOptions, SecretLocation, SecretName, SecretResult, Secrets, SecretsSettings } from './secrets.js';

type Asked<T> = (signal: AbortSignal | undefined) => Promise<T>;

/**
 * Makes {@link Secrets} over anything that can say where a name lies: one provider, or all backends of a project.
 *
 * Reads go through one planner: collected, deduplicated, batched and shared. Every value is registered with the masker before it is
 * handed out.
 *
 * @example
 * const secrets = createSecretsFrom({ locate: (name) => ({ provider, address: { path: [String(name)] }, label: String(name) }) });
 */
export function createSecretsFrom({ locate, ...settings }: SecretsSettings & { readonly locate: Locate }): Secrets {
  const { masker, cache, timeoutMs, totalMs } = settings;
  const planner = createPlanner({ timeoutMs });
  const records = cache && createRecordCache(cache);

  // The one who asks may leave; the request goes on for others who wait for it.
  function within<T>(location: SecretLocation, operation: string, { signal }: CallOptions, run: Asked<T>): Promise<T> {
    const caller = joined(settings.signal, signal);
    return totalMs === undefined ? run(caller) : withDeadline(totalMs, caller, { ...location, operation }, run);
  }

  async function read(location: SecretLocation, options: ReadOptions): Promise<BatchEntry> {
    const request = { ...location, version: options.version };
    const { version } = options;
    const key = keyOf(request);
    const kept = records?.get(key);
    if (kept) return { record: kept };
    const entry = await within(location, 'get', options, (signal) => planner.read(request, { signal }));
    if ('record' in entry) {
      // What answers with another version than it was asked for is a label, which a write may move.
      if (version === undefined || version === entry.record.version) records?.set(key, entry.record);
      masker?.register(entry.record.value);
    }
    return entry;
  }

  function open(record: SecretRecord, path: string | undefined): Secret | undefined {
    if (path === undefined) return createSecret(record);
    const part = readPath(record.value, path);
    if (part) masker?.register(part.value);
    return part && createSecret(part);
  }

  async function whole(name: SecretName, options: ReadOptions): Promise<{ location: SecretLocation; record?: SecretRecord }> {
    stopped(options);
    const location = await locate(name);
    const entry = await read(location, options);
    if ('error' in entry) throw entry.error;
    return 'record' in entry ? { location, record: entry.record } : { location };
  }

  async function result(locating: Promise<SecretLocation>, options: CallOptions): Promise<SecretResult> {
    try {
      const entry = await read(await locating, options);
      return 'record' in entry ? { secret: createSecret(entry.record) } : entry;
    } catch (error) {
      if (isSecretError(error)) return { error };
      throw error;
    }
  }

  async function question(locating: Promise<SecretLocation>, options: CallOptions): Promise<StatusEntry> {
    try {
      const location = await locating;
      return await within(location, 'status', options, (signal) => planner.status(location, { signal }));
    } catch (error) {
      if (isSecretError(error)) return { error };
      throw error;
    }
  }

  // All are located first, so that all requests begin in one tick and are planned together.
  async function located(names: readonly SecretName[]): Promise<readonly Promise<SecretLocation>[]> {
    const locating = names.map(async (name) => locate(name));
    await Promise.allSettled(locating);
    return locating;
  }

  function stopped(options: CallOptions): void {
    options.signal?.throwIfAborted();
    settings.signal?.throwIfAborted();
  }

  async function write<Op extends 'set' | 'delete' | 'rollback', T>(
    operation: Op,
    name: SecretName,
    options: CallOptions,
    run: (provider: Supports<Op>, location: SecretLocation, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    stopped(options);
    const location = await locate(name);
    const { provider } = location;
    if (!supports(provider, operation)) throw unsupported(operation, location);
    try {
      return await within(location, operation, options, (caller) =>
        stateOf(provider).limit(
          () =>
            withDeadline(timeoutOf(provider, timeoutMs), caller, { ...location, operation }, (signal) =>
              abortable(signal, () => run(provider, location, signal)),
            ),
          caller,
        ),
      );
    } finally {
      // Whatever became of the write, what was read before it is not to be trusted.
      records?.delete(keyOf(location));
      planner.forget(location);
    }
  }

  return {
    async find(name, options = {}) {
      const { record } = await whole(name, options);
      return record && open(record, options.path);
    },
    async get(name, options = {}) {
      const { location, record } = await whole(name, options);
      if (!record) throw absent(location);
      const secret = open(record, options.path);
      if (!secret) throw withoutPart(location);
      return secret;
    },
    getMany: async (names, options = {}) => {
      stopped(options);
      const locating = await located(names);
      return Promise.all(locating.map((location) => result(location, options)));
    },
    async status(name, options = {}) {
      stopped(options);
      const location = await locate(name);
      const entry = await within(location, 'status', options, (signal) => planner.status(location, { signal }));
      if ('error' in entry) throw entry.error;
      return entry.status;
    },
    statusMany: async (names, options = {}) => {
      stopped(options);
      const locating = await located(names);
      return Promise.all(locating.map((location) => question(location, options)));
    },
    set: (name, value, options = {}) => {
      masker?.register(value);
      return write('set', name, options, (provider, { address }, signal) => provider.set(address, value, { ...options, signal }));
    },
    delete: (name, options = {}) =>
      write('delete', name, options, (provider, { address }, signal) => provider.delete(address, { signal })),
    rollback: (name, version, options = {}) =>
      write('rollback', name, options, (provider, { address }, signal) => provider.rollback(address, version, { signal })),
  };
}

function joined(one: AbortSignal | undefined, other: AbortSignal | undefined): AbortSignal | undefined {
  return one && other ? AbortSignal.any([one, other]) : (one ?? other);
}

function absent({ provider, label }: SecretLocation): SecretError {
  return secretError(`secret "${label}" is not there. Create it with \`set\`.`, {
    code: 'NOT_FOUND',
    provider: provider.kind,
    operation: 'get',
    target: label,
  });
}

// Not NOT_FOUND: whoever creates what is not there would overwrite the rest of the value.
function withoutPart({ provider, label }: SecretLocation): SecretError {
  return secretError(`secret "${label}" has a value, but the path leads to nothing in it. Check the path.`, {
    code: 'INVALID_ARGUMENT',
    provider: provider.kind,
    operation: 'select',
    target: label,
  });
}

function unsupported(operation: Operation, { provider, label }: SecretLocation): SecretError {
  return secretError(`${provider.kind} has no ${operation}.`, {
    code: 'UNSUPPORTED',
    provider: provider.kind,
    operation,
    target: label,
  });
}

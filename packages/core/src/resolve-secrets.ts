import { createRecordCache } from './cache.js';
import { withDeadline } from './deadline.js';
import { flightKeyOf } from './plan-reads.js';
import { createPlanner } from './planner.js';
import { readPath } from './read-path.js';
import { createSecret, type Secret } from './secret.js';
import { isSecretError, type SecretError, secretError } from './secret-error.js';
import {
  type BatchEntry,
  type CallOptions,
  type Operation,
  type SecretRecord,
  type Supports,
  supports,
} from './secret-provider.js';
import type {
  Locate,
  ReadOptions,
  SecretLocation,
  SecretName,
  SecretResult,
  SecretResults,
  Secrets,
  SecretsSettings,
} from './secrets.js';

/** What {@link createSecretsFrom} is made from. */
interface ResolveOptions extends SecretsSettings {
  /** Where a name lies; it throws for a name that may not be used. */
  readonly locate: Locate;
}

/**
 * Makes {@link Secrets} over anything that can say where a name lies: one provider, or all backends of a project.
 *
 * Reads go through one planner: collected, deduplicated, batched and shared. Every value is registered with the masker before it is
 * handed out.
 *
 * @example
 * const secrets = createSecretsFrom({ locate: (name) => ({ provider, address: { path: [String(name)] }, label: String(name) }) });
 */
export function createSecretsFrom({ locate, masker, cache, timeoutMs, warn }: ResolveOptions): Secrets {
  const planner = createPlanner();
  const records = cache && createRecordCache(cache.ttlMs);

  async function read(location: SecretLocation, { signal, version }: ReadOptions): Promise<BatchEntry> {
    const request = { ...location, version };
    const key = flightKeyOf(request);
    const kept = records?.get(key);
    if (kept) return { record: kept };
    const entry = await withDeadline(timeoutMs, signal, location, 'get', (limited) => planner.read(request, { signal: limited }));
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
    options.signal?.throwIfAborted();
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

  async function write<Op extends 'set' | 'delete' | 'rollback', T>(
    operation: Op,
    name: SecretName,
    options: CallOptions,
    run: (provider: Supports<Op>, location: SecretLocation, call: CallOptions) => Promise<T>,
  ): Promise<T> {
    const { signal } = options;
    signal?.throwIfAborted();
    const location = await locate(name);
    const { provider } = location;
    if (!supports(provider, operation)) throw unsupported(operation, location);
    try {
      return await withDeadline(timeoutMs, signal, location, operation, (limited) =>
        run(provider, location, { signal: limited, warn: options.warn ?? warn }),
      );
    } finally {
      // Whatever became of the write, what was read before it is not to be trusted.
      records?.delete(flightKeyOf(location));
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
    async getMany<const Names extends readonly SecretName[]>(names: Names, options: CallOptions = {}) {
      options.signal?.throwIfAborted();
      const locating = names.map(async (name) => locate(name));
      // All are located first, so that all reads begin in one tick and are planned together.
      await Promise.allSettled(locating);
      return (await Promise.all(locating.map((location) => result(location, options)))) as SecretResults<Names>;
    },
    async status(name, { signal } = {}) {
      signal?.throwIfAborted();
      const location = await locate(name);
      const { provider, address } = location;
      if (!supports(provider, 'status'))
        return { state: 'unknown', reason: `${provider.kind} cannot tell without reading the value` };
      return withDeadline(timeoutMs, signal, location, 'status', (limited) => provider.status(address, { signal: limited }));
    },
    set: (name, value, options = {}) => {
      masker?.register(value);
      return write('set', name, options, (provider, { address }, call) => provider.set(address, value, { ...options, ...call }));
    },
    delete: (name, options = {}) =>
      write('delete', name, options, (provider, { address }, call) => provider.delete(address, call)),
    rollback: (name, version, options = {}) =>
      write('rollback', name, options, (provider, { address }, call) => provider.rollback(address, version, call)),
  };
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

import { abortable, onAbort } from './abort.js';
import { createRecordCache, type RecordCache } from './cache.js';
import { type CallScope, createCallScope } from './call-scope.js';
import { keyOf, placeOf } from './plan.js';
import { createPlanner, type Planner } from './planner.js';
import { absent, unsupported, withoutPart } from './read-errors.js';
import { readPath } from './read-path.js';
import { createSecret, type Secret } from './secret.js';
import { isSecretError, type SecretError } from './secret-error.js';
import {
  type BatchEntry,
  type CallOptions,
  type SecretRecord,
  type StatusEntry,
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
export function createSecretsFrom({ locate, ...settings }: ResolveOptions): Secrets {
  return createViews(settings)(locate);
}

/** Makes what turns ways to locate names into {@link Secrets} that read, wait and remember together. */
export function createViews(settings: SecretsSettings): (locate: Locate) => Secrets {
  const { cache, timeoutMs, signal } = settings;
  const scope = createCallScope(settings);
  const planner = createPlanner({ timeoutMs });
  const records = cache && createRecordCache(cache);
  // What nobody can ask for any more has no business in memory.
  if (records && signal) onAbort(signal, records.clear);
  const shared = { settings, scope, planner, records, writes: 0 };
  return (locate) => secretsOn(shared, locate);
}

/** What all views of one client have in common. */
interface Shared {
  readonly settings: SecretsSettings;
  readonly scope: CallScope;
  readonly planner: Planner;
  readonly records: RecordCache | undefined;
  /** How many writes have ended so far. */
  writes: number;
}

function secretsOn(shared: Shared, locate: Locate): Secrets {
  const { scope, planner, records } = shared;
  const { masker, warn } = shared.settings;

  const located = (name: SecretName, signal: AbortSignal | undefined): Promise<SecretLocation> =>
    abortable(signal, async () => locate(name));

  async function read(
    location: SecretLocation,
    version: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<BatchEntry> {
    const request = { ...location, version };
    const kept = records?.get(keyOf(request));
    if (kept) return { record: kept };
    const { writes } = shared;
    const entry = await scope.whole(location, 'get', signal, (limited) => planner.read(request, { signal: limited }));
    if ('record' in entry) {
      // What answers with another version than it was asked for is a label, which a write may move; and what was asked for before a
      // write may be what was there before.
      const lasts = writes === shared.writes && (version === undefined || version === entry.record.version);
      if (lasts) records?.set(keyOf(request), entry.record, placeOf(request));
      masker?.register(entry.record.value);
    }
    return entry;
  }

  const ask = (location: SecretLocation, signal: AbortSignal | undefined): Promise<StatusEntry> =>
    scope.whole(location, 'status', signal, (limited) => planner.status(location, { signal: limited }));

  function open(record: SecretRecord, path: string | undefined): Secret | undefined {
    if (path === undefined) return createSecret(record);
    const part = readPath(record.value, path);
    if (part) masker?.register(part.value);
    return part && createSecret(part);
  }

  async function whole(name: SecretName, options: ReadOptions): Promise<{ location: SecretLocation; record?: SecretRecord }> {
    const signal = scope.enter(options);
    const location = await located(name, signal);
    const entry = await read(location, options.version, signal);
    if ('error' in entry) throw entry.error;
    return 'record' in entry ? { location, record: entry.record } : { location };
  }

  // All are located first, so that all requests begin in one tick and are planned together.
  async function each<T>(
    names: readonly SecretName[],
    options: CallOptions,
    run: (location: SecretLocation, signal: AbortSignal | undefined) => Promise<T>,
  ): Promise<readonly (T | { readonly error: SecretError })[]> {
    const signal = scope.enter(options);
    const locating = names.map((name) => located(name, signal));
    await Promise.allSettled(locating);
    return Promise.all(
      locating.map((promise) =>
        promise
          .then((location) => run(location, signal))
          .catch((error: unknown) => {
            if (isSecretError(error)) return { error };
            throw error;
          }),
      ),
    );
  }

  async function write<Op extends 'set' | 'delete' | 'rollback', T>(
    operation: Op,
    name: SecretName,
    options: CallOptions,
    run: (provider: Supports<Op>, location: SecretLocation, call: CallOptions) => Promise<T>,
  ): Promise<T> {
    const signal = scope.enter(options);
    const location = await located(name, signal);
    const { provider } = location;
    if (!supports(provider, operation)) throw unsupported(operation, location);
    const place = placeOf(location);
    try {
      return await scope.whole(location, operation, signal, (limited) =>
        scope.request(location, operation, limited, (until) =>
          run(provider, location, { signal: until, warn: options.warn ?? warn }),
        ),
      );
    } finally {
      // Whatever became of the write, what was read before it is not to be trusted.
      shared.writes += 1;
      records?.delete(place);
      planner.forget(place);
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
    getMany: async <const Names extends readonly SecretName[]>(names: Names, options: CallOptions = {}) => {
      const results = each(names, options, async (location, signal): Promise<SecretResult> => {
        const entry = await read(location, undefined, signal);
        return 'record' in entry ? { secret: createSecret(entry.record) } : entry;
      });
      return (await results) as SecretResults<Names>;
    },
    async status(name, options = {}) {
      const signal = scope.enter(options);
      const entry = await ask(await located(name, signal), signal);
      if ('error' in entry) throw entry.error;
      return entry.status;
    },
    statusMany: (names, options = {}) => each(names, options, ask),
    set: async (name, value, options = {}) => {
      masker?.register(value);
      return write('set', name, options, (provider, { address }, call) => provider.set(address, value, { ...options, ...call }));
    },
    delete: (name, options = {}) =>
      write('delete', name, options, (provider, { address }, call) => provider.delete(address, call)),
    rollback: (name, version, options = {}) =>
      write('rollback', name, options, (provider, { address }, call) => provider.rollback(address, version, call)),
  };
}

import { abortable, onAbort } from './abort.js';
import { asSecretError } from './error-table.js';
import { makeRequest } from './make-request.js';
import { type BatchOperation, groupsOf, keyOf, placeOf, type Request, stateOf } from './plan.js';
import type { SecretError } from './secret-error.js';
import { type BatchEntry, type CallOptions, type SecretProvider, type StatusEntry, supports } from './secret-provider.js';

/** Asks backends with as few calls as they allow. */
export interface Planner {
  /** Reads of one tick are collected; identical ones share a call. */
  read(request: Request, options?: CallOptions): Promise<BatchEntry>;
  /** Questions of one tick are collected; identical ones share a call. */
  status(request: Request, options?: CallOptions): Promise<StatusEntry>;
  /** What is asked later about this place, see `placeOf`, joins nothing that is under way: call it when the value has changed. */
  forget(place: string): void;
}

/** How one sort of question is asked: alone, and together with others. */
interface Asking<Entry> {
  readonly operation: 'get' | 'status';
  readonly batch: BatchOperation;
  one(request: Request, signal: AbortSignal): Promise<Entry>;
  many(requests: readonly Request[], signal: AbortSignal): Promise<readonly Entry[]>;
}

type Failure = Extract<BatchEntry & StatusEntry, { readonly error: unknown }>;

interface Flight<Entry> {
  readonly request: Request;
  readonly place: string;
  readonly entry: Promise<Entry>;
  readonly settle: (entry: Entry | Failure) => void;
  readonly abandoned: AbortController;
  waiters: number;
}

/** Makes a {@link Planner}; its limits and memory of refusals are those of each provider instance. `timeoutMs` is that of one request. */
export function createPlanner({ timeoutMs }: { readonly timeoutMs?: number | undefined } = {}): Planner {
  const reads = createCollector(reading, timeoutMs);
  const questions = createCollector(asking, timeoutMs);
  return {
    read: reads.ask,
    status: questions.ask,
    forget(place) {
      reads.forget(place);
      questions.forget(place);
    },
  };
}

const reading: Asking<BatchEntry> = {
  operation: 'get',
  batch: 'getMany',
  async one({ provider, address, version }, signal) {
    const record = await provider.get(address, { signal, version });
    return record ? { record } : { absent: true };
  },
  many: async (requests, signal) => {
    const { provider } = requests[0]!;
    return supports(provider, 'getMany')
      ? provider.getMany(
          requests.map(({ address }) => address),
          { signal },
        )
      : [];
  },
};

const asking: Asking<StatusEntry> = {
  operation: 'status',
  batch: 'statusMany',
  async one({ provider, address }, signal) {
    if (supports(provider, 'status')) return { status: await provider.status(address, { signal }) };
    return { status: { state: 'unknown', reason: `${provider.kind} cannot tell without reading the value` } };
  },
  many: async (requests, signal) => {
    const { provider } = requests[0]!;
    return supports(provider, 'statusMany')
      ? provider.statusMany(
          requests.map(({ address }) => address),
          { signal },
        )
      : [];
  },
};

function createCollector<Entry>(how: Asking<Entry>, timeoutMs: number | undefined) {
  const flights = new Map<string, Flight<Entry>>();
  let boarding: Flight<Entry>[] = [];

  function board(request: Request, key: string): Flight<Entry> {
    const { promise, resolve } = Promise.withResolvers<Entry>();
    const settle = resolve as Flight<Entry>['settle'];
    const place = request.version === undefined ? key : placeOf(request);
    const flight: Flight<Entry> = { request, place, entry: promise, settle, abandoned: new AbortController(), waiters: 0 };
    flights.set(key, flight);
    const land = (): void => void (flights.get(key) === flight && flights.delete(key));
    promise.then(land);
    onAbort(flight.abandoned.signal, land);
    if (boarding.push(flight) === 1) queueMicrotask(depart);
    return flight;
  }

  function depart(): void {
    const leaving = boarding.filter(({ abandoned }) => !abandoned.signal.aborted);
    boarding = [];
    for (const group of groupsOf(leaving, how.batch)) {
      if (group.together) void askTogether(group.flights);
      else for (const flight of group.flights) void askAlone(flight);
    }
  }

  async function askAlone({ request, settle, abandoned: { signal } }: Flight<Entry>): Promise<void> {
    try {
      const call = { ...request, operation: how.operation };
      settle(await makeRequest(call, timeoutMs, signal, (until) => how.one(request, until)));
    } catch (error) {
      settle({ error: asSecretError(error, request.provider, how.operation, request.label) });
    }
  }

  async function askTogether(together: readonly Flight<Entry>[]): Promise<void> {
    const { provider } = together[0]!.request;
    const requests = together.map(({ request }) => request);
    const signal = whenAllAborted(together.map(({ abandoned }) => abandoned.signal));
    try {
      const call = { provider, operation: how.batch };
      const entries = await makeRequest(call, timeoutMs, signal, (until) => how.many(requests, until));
      for (const [index, flight] of together.entries())
        flight.settle(entries[index] ?? { error: asSecretError(undefined, provider, how.batch) });
    } catch (failure) {
      const error = asSecretError(failure, provider, how.batch);
      if (mayAskAlone(provider, how.batch, error)) {
        stateOf(provider).refused.add(how.batch);
        for (const flight of together) void askAlone(flight);
      } else for (const flight of together) flight.settle({ error });
    }
  }

  return {
    async ask(request: Request, { signal }: CallOptions = {}): Promise<Entry> {
      signal?.throwIfAborted();
      const key = keyOf(request);
      const flight = flights.get(key) ?? board(request, key);
      flight.waiters += 1;
      try {
        return await abortable(signal, () => flight.entry);
      } finally {
        flight.waiters -= 1;
        if (flight.waiters === 0 && signal?.aborted) flight.abandoned.abort(signal.reason);
      }
    },
    forget(place: string): void {
      for (const [key, flight] of flights) if (flight.place === place) flights.delete(key);
    },
  };
}

// A right to read many at once is another one than that to read one; a document that may not be read may not be read for one name either.
function mayAskAlone({ limits }: SecretProvider, operation: BatchOperation, { code }: SecretError): boolean {
  const byName = (limits.batch?.[operation]?.unit ?? 'name') === 'name';
  return byName && (code === 'PERMISSION_DENIED' || code === 'UNSUPPORTED');
}

function whenAllAborted(signals: readonly AbortSignal[]): AbortSignal {
  const all = new AbortController();
  let left = signals.length;
  for (const signal of signals) {
    onAbort(signal, () => {
      left -= 1;
      if (left === 0) all.abort(signal.reason);
    });
  }
  return all.signal;
}

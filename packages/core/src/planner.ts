import { abortable } from './abort.js';
import { asSecretError } from './error-table.js';
import { flightKeyOf, planReads, type ReadRequest, stateOf } from './plan-reads.js';
import { type BatchEntry, type CallOptions, type Supports, supports } from './secret-provider.js';

/** Reads secrets with as few calls as their backends allow. */
export interface Planner {
  /** Reads of one tick are collected; identical ones share a call. */
  read(request: ReadRequest, options?: CallOptions): Promise<BatchEntry>;
  /** A later read of this address does not join one that is under way: call it when the value has changed. */
  forget(request: ReadRequest): void;
}

interface Flight {
  readonly request: ReadRequest;
  readonly entry: Promise<BatchEntry>;
  readonly settle: (entry: BatchEntry) => void;
  readonly abandoned: AbortController;
  waiters: number;
}

/** Makes a {@link Planner}; its limits and memory of refusals are those of each provider instance. */
export function createPlanner(): Planner {
  const flights = new Map<string, Flight>();
  let boarding: Flight[] = [];

  function board(request: ReadRequest, key: string): Flight {
    const { promise, resolve } = Promise.withResolvers<BatchEntry>();
    const flight: Flight = { request, entry: promise, settle: resolve, abandoned: new AbortController(), waiters: 0 };
    flights.set(key, flight);
    const land = (): void => void (flights.get(key) === flight && flights.delete(key));
    promise.then(land);
    flight.abandoned.signal.addEventListener('abort', land);
    if (boarding.push(flight) === 1) queueMicrotask(depart);
    return flight;
  }

  function depart(): void {
    const leaving = boarding.filter(({ abandoned }) => !abandoned.signal.aborted);
    boarding = [];
    const byRequest = new Map(leaving.map((flight) => [flight.request, flight]));
    for (const step of planReads(leaving.map(({ request }) => request))) {
      const aboard = step.requests.map((request) => byRequest.get(request)).filter((flight) => flight !== undefined);
      if (step.operation === 'get') for (const flight of aboard) void readOne(flight);
      else if (supports(step.provider, 'getMany')) void readBatch(step.provider, aboard, step.calls);
    }
  }

  return {
    async read(request, { signal } = {}) {
      signal?.throwIfAborted();
      const key = flightKeyOf(request);
      const flight = flights.get(key) ?? board(request, key);
      flight.waiters += 1;
      try {
        return await abortable(signal, () => flight.entry);
      } finally {
        flight.waiters -= 1;
        if (flight.waiters === 0 && signal?.aborted) flight.abandoned.abort(signal.reason);
      }
    },
    forget: (request) => void flights.delete(flightKeyOf(request)),
  };
}

async function readOne({ request, settle, abandoned: { signal } }: Flight): Promise<void> {
  const { provider, address, version } = request;
  try {
    const record = await stateOf(provider).limit(() => abortable(signal, () => provider.get(address, { signal, version })));
    settle(record ? { record } : { absent: true });
  } catch (error) {
    settle({ error: asSecretError(error, provider, 'get', address) });
  }
}

async function readBatch(provider: Supports<'getMany'>, flights: readonly Flight[], calls: number): Promise<void> {
  const state = stateOf(provider);
  const signal = whenAllAborted(flights.map(({ abandoned }) => abandoned.signal));
  try {
    const addresses = flights.map(({ request }) => request.address);
    const entries = await state.limit(() => abortable(signal, () => provider.getMany(addresses, { signal })), calls);
    for (const [index, flight] of flights.entries())
      flight.settle(entries[index] ?? { error: asSecretError(undefined, provider, 'getMany') });
  } catch (failure) {
    const error = asSecretError(failure, provider, 'getMany');
    if (error.code === 'PERMISSION_DENIED' || error.code === 'UNSUPPORTED') {
      state.batchRefused = true;
      for (const flight of flights) void readOne(flight);
    } else for (const flight of flights) flight.settle({ error });
  }
}

function whenAllAborted(signals: readonly AbortSignal[]): AbortSignal {
  const all = new AbortController();
  let left = signals.length;
  for (const signal of signals) {
    const onAbort = (): void => {
      left -= 1;
      if (left === 0) all.abort(signal.reason);
    };
    signal.addEventListener('abort', onAbort, { once: true });
  }
  return all.signal;
}

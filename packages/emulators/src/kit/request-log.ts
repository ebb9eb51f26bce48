import type { FaultKind } from './fault-plan.js';

/** What an emulator knows about a request before it answers. It must not hold a value or a credential. */
export interface Call {
  /** The backend's own word for it: `GetParameter`. */
  readonly operation: string;
  /** The secrets that were asked for, as the request spells them. */
  readonly names: readonly string[];
  /** It asks for several secrets at once. */
  readonly batch?: boolean;
}

/** A call with what became of it. */
export type LoggedRequest<C extends Call> = C & {
  /** HTTP status of the answer; missing while there is none, and when the connection was broken off. */
  readonly status?: number;
  /** The planned fault that it met. */
  readonly fault?: FaultKind;
};

/** Which requests are meant: those whose fields have these values, or for which the function says so. */
export type RequestFilter<C extends Call> = Partial<LoggedRequest<C>> | ((request: LoggedRequest<C>) => boolean);

/** The requests that came in, oldest first; of very many, the newest hundred thousand. */
export interface RequestLog<C extends Call> {
  readonly entries: readonly LoggedRequest<C>[];
  /** How many there were. */
  count(filter?: RequestFilter<C>): number;
  /** Those that match. */
  find(filter: RequestFilter<C>): readonly LoggedRequest<C>[];
  /** Forgets all entries. */
  clear(): void;
}

/** A log with the side that writes it. */
export interface WritableRequestLog<C extends Call> extends RequestLog<C> {
  /** Notes the call at once, and returns the function that completes the entry. */
  begin(call: C): (outcome: { readonly status?: number; readonly fault?: FaultKind }) => void;
}

const maxEntries = 100_000;

/**
 * An empty log.
 *
 * @example
 * const log = createRequestLog();
 * log.begin({ operation: 'GetSecret', names: ['a'] })({ status: 200 });
 * log.count({ operation: 'GetSecret' }); // 1
 */
export function createRequestLog<C extends Call>(): WritableRequestLog<C> {
  const entries: LoggedRequest<C>[] = [];
  const find = (filter: RequestFilter<C>) => entries.filter((entry) => matches(entry, filter));
  return {
    entries,
    find,
    count: (filter) => (filter ? find(filter).length : entries.length),
    clear: () => void entries.splice(0),
    begin(call) {
      const entry: LoggedRequest<C> = { ...call };
      entries.push(entry);
      // Thrown away in lots, because each time moves all the others.
      if (entries.length > maxEntries * 1.1) entries.splice(0, entries.length - maxEntries);
      return (outcome) => void Object.assign(entry, outcome);
    },
  };
}

function matches<C extends Call>(entry: LoggedRequest<C>, filter: RequestFilter<C>): boolean {
  if (typeof filter === 'function') return filter(entry);
  return Object.entries(filter).every(([field, value]) => (entry as Record<string, unknown>)[field] === value);
}

import type { Call } from './request-log.js';

/**
 * What can go wrong on purpose.
 *
 * - `unauthenticated`, `forbidden`, `rate-limited`, `unavailable`: refused in the backend's own words, nothing is done.
 * - `forbidden-batch`: only calls for several secrets are refused.
 * - `connection-reset`: the connection breaks before anything is done.
 * - `drop-after-apply`: the call is carried out, and the connection breaks before the answer.
 * - `malformed-body`, `truncated-body`: it is carried out, and the answer is no longer the backend's format, or ends half-way.
 * - `native`: refused with an error of the backend, named by `code`, nothing is done.
 * - `slow`: the answer waits for `delayMs`, else until faults are cleared or the client gives up.
 */
export type FaultKind =
  | 'unauthenticated'
  | 'forbidden'
  | 'forbidden-batch'
  | 'rate-limited'
  | 'unavailable'
  | 'connection-reset'
  | 'drop-after-apply'
  | 'malformed-body'
  | 'truncated-body'
  | 'native'
  | 'slow';

/** Which calls a fault meets. Without any of these: every call until faults are cleared. */
export interface FaultOptions {
  /** How many matching calls it meets. Default: all. */
  readonly times?: number;
  /** Operations by the backend's own words. Default: all. */
  readonly operation?: string | readonly string[];
  /** Calls that name one of these secrets. Default: all. */
  readonly names?: readonly string[];
  /** Only for `native`: the error, by the backend's own word for it. */
  readonly code?: string;
  /** Only for `slow`: how long. Default: until faults are cleared or the client gives up. */
  readonly delayMs?: number;
}

/** A fault with the calls that it meets. */
export interface PlannedFault extends FaultOptions {
  /** What goes wrong. */
  readonly kind: FaultKind;
}

/** Faults that wait for their calls. */
export interface FaultPlan {
  /** Plans one more fault, behind those that are there. */
  add(fault: PlannedFault): void;
  /** The fault that this call meets, counted as met. */
  take(call: Call): PlannedFault | undefined;
  /** Forgets all of them, and lets waiting answers go. */
  clear(): void;
  /** Aborts at the next `clear`. */
  cleared(): AbortSignal;
}

/**
 * An empty plan; of several faults that match a call, the one added first is met.
 *
 * @example
 * const plan = createFaultPlan();
 * plan.add({ kind: 'rate-limited', times: 2, operation: 'GetSecret' });
 */
export function createFaultPlan(): FaultPlan {
  let planned: { fault: PlannedFault; left: number }[] = [];
  let clearing = new AbortController();
  return {
    add: (fault) => void planned.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY }),
    take(call) {
      const entry = planned.find(({ fault, left }) => left > 0 && meets(fault, call));
      if (entry) entry.left -= 1;
      return entry?.fault;
    },
    clear() {
      planned = [];
      clearing.abort();
      clearing = new AbortController();
    },
    cleared: () => clearing.signal,
  };
}

function meets({ kind, operation, names }: PlannedFault, call: Call): boolean {
  if (kind === 'forbidden-batch' && call.batch !== true) return false;
  if (operation !== undefined && ![operation].flat().includes(call.operation)) return false;
  return names === undefined || names.some((name) => call.names.includes(name));
}

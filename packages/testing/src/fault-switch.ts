import { type Address, type ErrorCode, formatAddress, type Operation } from '@keyrack/core/provider';
import type { FaultKind, Harness } from './harness.js';

/** One request to a backend, as far as faults care. */
export interface BackendRequest {
  /** Method of the provider that sends it. */
  readonly operation: 'get' | Operation;
  /** What it is about; none when it names no secret. */
  readonly addresses?: readonly Address[] | undefined;
  /** Ends a request that hangs. */
  readonly signal?: AbortSignal | undefined;
  /** What a real client would send. It appears inside native errors, as it does with real clients. */
  readonly body?: string | undefined;
}

/** The disturbing half of a {@link Harness} for a backend inside the process. */
export interface FaultSwitch
  extends Required<Pick<Harness, 'faults' | 'fault' | 'clearFaults' | 'denyReads' | 'damage' | 'requestCount' | 'canaries'>> {
  /** Counts a request, then lets it pass, rejects it with a native error, or hangs until its signal aborts. */
  request(request: BackendRequest): Promise<void>;
  /** The native error that the backend reports for one item of a batch, if that item is damaged. */
  damageOf(address: Address): Error | undefined;
}

/** What the native errors of a {@link FaultSwitch} mean; the table that a provider over it needs. */
export const faultCodes: Readonly<Record<string, ErrorCode>> = {
  '401': 'UNAUTHENTICATED',
  '403': 'PERMISSION_DENIED',
  '429': 'RATE_LIMITED',
  '503': 'UNAVAILABLE',
  ECONNRESET: 'UNAVAILABLE',
  SyntaxError: 'UNAVAILABLE',
  KeyMismatch: 'DECRYPT_FAILED',
};

const reading = ['get', 'getMany'];

function meets(kind: FaultKind, operation: string): boolean {
  if (kind === 'forbidden-batch') return operation === 'getMany';
  return kind !== 'undecryptable' || reading.includes(operation);
}

/**
 * Makes a {@link FaultSwitch}. Its native errors carry the token and the body of the request, as those of careless clients do.
 *
 * @example
 * const faults = createFaultSwitch();
 * await faults.fault('forbidden');
 * await faults.request({ operation: 'get' }); // rejects
 */
export function createFaultSwitch(): FaultSwitch {
  const token = 'Faultswitch-token/3Qx+9vZk==';
  const damaged = new Set<string>();
  let active: FaultKind | undefined;
  let readsDenied = false;
  let requests = 0;

  function failureOf({ operation, addresses = [], body = '' }: BackendRequest): Error | undefined {
    if (active && meets(active, operation)) return nativeError(active, { token, body });
    if (readsDenied && reading.includes(operation)) return nativeError('forbidden', { token, body });
    return operation === 'get' ? addresses.map(damageOf).find((error) => error !== undefined) : undefined;
  }

  function damageOf(address: Address): Error | undefined {
    return damaged.has(formatAddress(address)) ? nativeError('unavailable', { token, body: '' }) : undefined;
  }

  return {
    faults: Object.keys(shapes) as FaultKind[],
    canaries: [token],
    requestCount: () => requests,
    damageOf,
    fault: async (kind) => {
      active = kind;
    },
    clearFaults: async () => {
      active = undefined;
    },
    denyReads: async () => {
      readsDenied = true;
    },
    damage: async (address) => void damaged.add(formatAddress(address)),
    async request(request) {
      requests += 1;
      if (active === 'slow') await hang(request.signal);
      const failure = failureOf(request);
      if (failure) throw failure;
    },
  };
}

const shapes: Readonly<Record<FaultKind, { readonly name?: string; readonly code?: string; readonly status?: number }>> = {
  unauthenticated: { status: 401 },
  forbidden: { status: 403 },
  'forbidden-batch': { status: 403 },
  'rate-limited': { status: 429 },
  unavailable: { status: 503 },
  'malformed-body': { name: 'SyntaxError' },
  'truncated-body': { name: 'SyntaxError' },
  'connection-reset': { code: 'ECONNRESET' },
  slow: {},
  undecryptable: { name: 'KeyMismatch' },
};

function nativeError(kind: FaultKind, { token, body }: { readonly token: string; readonly body: string }): Error {
  const error = new Error(`${kind}: unexpected token in "${body}"`);
  const request = { headers: { authorization: `Bearer ${token}` }, body, encoded: Buffer.from(body).toString('base64') };
  return Object.assign(error, shapes[kind], { request });
}

function hang(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    if (signal?.aborted) reject(signal.reason);
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

import { createLimiter, type Limiter } from './limiter.js';
import { type Address, type SecretProvider, supports } from './secret-provider.js';

/** One secret to read. */
export interface ReadRequest {
  readonly provider: SecretProvider;
  readonly address: Address;
  readonly version?: string | undefined;
}

/** One group of calls that the planner makes. */
export interface ReadStep {
  readonly provider: SecretProvider;
  readonly operation: 'get' | 'getMany';
  /** Requests that this step costs. */
  readonly calls: number;
  readonly requests: readonly ReadRequest[];
}

/**
 * Says which calls a set of reads costs, without making them.
 *
 * @example
 * const calls = planReads(requests).reduce((sum, step) => sum + step.calls, 0);
 */
export function planReads(requests: readonly ReadRequest[]): readonly ReadStep[] {
  const groups = Map.groupBy(
    new Map(requests.map((request) => [flightKeyOf(request), request])).values(),
    ({ provider }) => provider,
  );
  return [...groups].flatMap(([provider, group]) => planGroup(provider, group));
}

function planGroup(provider: SecretProvider, group: readonly ReadRequest[]): ReadStep[] {
  // A batch reads newest versions only.
  const batched =
    supports(provider, 'getMany') && !stateOf(provider).batchRefused ? group.filter(({ version }) => version === undefined) : [];
  const calls = batchCalls(provider, batched);
  // A tie goes to single reads: they need no permission for batches.
  if (calls >= batched.length) return singles(provider, group);
  const rest = group.filter((request) => !batched.includes(request));
  return [{ provider, operation: 'getMany', calls, requests: batched }, ...singles(provider, rest)];
}

function singles(provider: SecretProvider, requests: readonly ReadRequest[]): ReadStep[] {
  return requests.length === 0 ? [] : [{ provider, operation: 'get', calls: requests.length, requests }];
}

function batchCalls({ limits }: SecretProvider, requests: readonly ReadRequest[]): number {
  if (!limits.batch) return Math.min(requests.length, 1);
  const { size, unit } = limits.batch;
  if (unit === 'name') return Math.ceil(requests.length / size);
  return new Set(requests.map(({ address }) => containerOf(address))).size;
}

function containerOf(address: Address): string {
  if ('path' in address) return JSON.stringify(address.path.slice(0, -1));
  return address.reference.slice(0, address.reference.lastIndexOf('/') + 1);
}

/** Limits and refusals of one provider instance, whoever calls it. */
export interface ProviderState {
  readonly id: number;
  readonly limit: Limiter;
  batchRefused: boolean;
}

// Limits and refusals belong to the provider instance, whoever calls it.
const states = new WeakMap<SecretProvider, ProviderState>();
let lastId = 0;

/** What the planner remembers of a provider instance. */
export function stateOf(provider: SecretProvider): ProviderState {
  let state = states.get(provider);
  if (!state) {
    lastId += 1;
    state = { id: lastId, limit: createLimiter(provider.limits.concurrency), batchRefused: false };
    states.set(provider, state);
  }
  return state;
}

/** Two reads with one key are the same read of the same provider instance. */
export function flightKeyOf(request: ReadRequest): string {
  const { provider, address, version } = request;
  return JSON.stringify([stateOf(provider).id, provider.addressKey?.(address) ?? address, version ?? null]);
}

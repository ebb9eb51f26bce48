import { createLimiter, type Limiter } from './limiter.js';
import { type Address, type BatchLimit, type SecretProvider, supports } from './secret-provider.js';

/** One secret to read, or to ask about. */
export interface Request {
  readonly provider: SecretProvider;
  readonly address: Address;
  readonly version?: string | undefined;
  /** What messages call it. */
  readonly label?: string | undefined;
}

/** The operations that answer for many names at once. */
export type BatchOperation = 'getMany' | 'statusMany';

/** Requests that go into one call, or each into its own. */
export interface Group<Flight> {
  readonly together: boolean;
  readonly flights: readonly Flight[];
}

/** Sorts requests of one tick into calls: batches where that saves calls, each of a size that its backend takes. */
export function groupsOf<Flight extends { readonly request: Request }>(
  flights: readonly Flight[],
  operation: BatchOperation,
): readonly Group<Flight>[] {
  const byProvider = Map.groupBy(flights, ({ request }) => request.provider);
  return [...byProvider].flatMap(([provider, group]) => {
    const batching = supports(provider, operation) && !stateOf(provider).refused.has(operation);
    // A batch reads newest versions only.
    const batched = batching ? group.filter(({ request }) => request.version === undefined) : [];
    const chunks = chunksOf(batched, ({ request }) => request.address, provider.limits.batch?.[operation]);
    // A single call needs no permission for batches.
    const batches = chunks.filter(({ length }) => length > 1);
    const together = new Set(batches.flat());
    const alone = group.filter((flight) => !together.has(flight));
    return [...batches.map((batch) => ({ together: true, flights: batch })), { together: false, flights: alone }];
  });
}

/** Splits what is asked for together into the parts that one request of the backend covers. */
export function chunksOf<Item>(
  items: readonly Item[],
  addressOf: (item: Item) => Address,
  limit: BatchLimit | undefined,
): readonly (readonly Item[])[] {
  if (!limit) return items.length === 0 ? [] : [items];
  const { size, unit } = limit;
  const containers = unit === 'name' ? [items] : [...Map.groupBy(items, (item) => containerOf(addressOf(item))).values()];
  return containers.flatMap((members) =>
    Array.from({ length: Math.ceil(members.length / size) }, (_, index) => members.slice(index * size, (index + 1) * size)),
  );
}

function containerOf(address: Address): string {
  if ('path' in address) return JSON.stringify(address.path.slice(0, -1));
  return address.reference.slice(0, address.reference.lastIndexOf('/') + 1);
}

/** Limits and refusals of one provider instance, whoever calls it. */
export interface ProviderState {
  readonly id: number;
  readonly limit: Limiter;
  readonly refused: Set<BatchOperation>;
}

const states = new WeakMap<SecretProvider, ProviderState>();
let lastId = 0;

/** What is remembered of a provider instance. */
export function stateOf(provider: SecretProvider): ProviderState {
  let state = states.get(provider);
  if (!state) {
    lastId += 1;
    state = { id: lastId, limit: createLimiter(provider.limits.concurrency), refused: new Set() };
    states.set(provider, state);
  }
  return state;
}

/** The same for all versions of one secret of one provider instance. */
export function placeOf(request: Request): string {
  return keyOf({ ...request, version: undefined });
}

/** Two requests with one key ask the same of the same provider instance. */
export function keyOf({ provider, address, version }: Request): string {
  return JSON.stringify([stateOf(provider).id, provider.addressKey?.(address) ?? address, version ?? null]);
}
